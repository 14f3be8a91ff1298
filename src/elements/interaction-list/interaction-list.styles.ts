import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    font-size: var(--_v-text-s);
    container-type: inline-size;
  }
  .list {
    margin: 0;
    padding: 0;
    list-style: none;
    display: grid;
    gap: 2px;
  }
  .row {
    --_s: var(--_v-ended);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_v-space-3);
    inline-size: 100%;
    padding: var(--_v-space-2) var(--_v-space-3);
    border: 1px solid transparent;
    border-radius: var(--_v-radius);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .row:hover {
    background: var(--_v-fill);
  }
  .row[aria-current] {
    border-color: var(--_v-accent);
    background: var(--_v-accent-soft);
    box-shadow: inset 3px 0 0 var(--_v-accent);
  }
  .row[aria-current]:dir(rtl) {
    box-shadow: inset -3px 0 0 var(--_v-accent);
  }
  .row.offered {
    --_s: var(--_v-accent-text);
  }
  .row.active {
    --_s: var(--_v-connected);
  }
  .row.held,
  .row.away {
    --_s: var(--_v-held);
  }
  .row.wrap-up {
    --_s: var(--_v-wrap-up);
  }
  .shape {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_s) 12%, var(--_v-surface));
    color: var(--_s);
  }
  .who {
    display: grid;
    min-inline-size: 0;
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
  }
  .subject {
    color: var(--_v-text-muted);
  }
  .standing {
    display: grid;
    justify-items: end;
  }
  .standing .word {
    color: var(--_s);
    font-weight: 600;
  }
  .timer {
    color: var(--_v-text-muted);
    font-variant-numeric: tabular-nums;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--_v-space-1);
    padding: var(--_v-space-5) var(--_v-space-4);
    border: 1px dashed var(--_v-border);
    border-radius: var(--_v-radius-l);
    color: var(--_v-text-muted);
    text-align: center;
  }
  .empty > .icon {
    inline-size: 24px;
    block-size: 24px;
  }
  .empty > strong {
    color: var(--_v-text);
  }
  @container (inline-size < 240px) {
    .row {
      grid-template-columns: auto minmax(0, 1fr);
      row-gap: 0;
    }
    .standing {
      grid-column: 2;
      grid-auto-flow: column;
      justify-content: space-between;
    }
  }
  @media (forced-colors: active) {
    .row[aria-current] {
      border-color: Highlight;
    }
  }
`;
