import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    gap: var(--_v-space-3);
    font-size: var(--_v-text-s);
  }
  .card {
    display: grid;
    gap: var(--_v-space-3);
    min-inline-size: 0;
    padding: var(--_v-space-4);
    border: 1px solid var(--_v-accent);
    border-radius: var(--_v-radius-l);
    background: var(--_v-surface);
    box-shadow: var(--_v-shadow);
    animation: vsw-rise var(--_v-motion-slow) var(--_v-ease);
  }
  .head {
    display: flex;
    align-items: center;
    gap: var(--_v-space-3);
  }
  .countdown {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    font-size: var(--_v-text-m);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--_v-accent-text);
  }
  .countdown > svg:not(.icon) {
    position: absolute;
    inset: 0;
    rotate: -90deg;
  }
  .countdown circle {
    fill: none;
    stroke-width: 3;
    stroke: var(--_v-fill-press);
  }
  .countdown .left {
    stroke: var(--_v-accent);
    stroke-linecap: round;
  }
  .who {
    flex: 1;
    display: grid;
    min-inline-size: 0;
  }
  .kicker {
    color: var(--_v-text-muted);
    font-size: var(--_v-text-xs);
  }
  .name,
  .subject {
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
    text-align: start;
  }
  .name {
    font-size: var(--_v-text-l);
    line-height: 1.25;
  }
  .facts {
    margin: 0;
    display: grid;
    gap: var(--_v-space-1);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(8ch, 12ch) 1fr;
    gap: var(--_v-space-3);
  }
  .row dt,
  .row.more dd {
    color: var(--_v-text-muted);
  }
  .row dt {
    overflow-wrap: anywhere;
  }
  .row dd {
    margin: 0;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .digits {
    font-variant-numeric: tabular-nums;
  }
  .mark {
    padding-inline: var(--_v-space-2);
    border-radius: 999px;
    background: var(--_v-held-soft);
    color: var(--_v-held);
    font-size: var(--_v-text-xs);
    font-weight: 600;
  }
  .note,
  .trouble,
  .gone {
    margin: 0;
    display: flex;
    align-items: flex-start;
    gap: var(--_v-space-2);
    padding: var(--_v-space-2);
    border: 1px solid var(--_v-border);
    border-radius: var(--_v-radius);
    background: var(--_v-raised);
  }
  .note-text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .trouble,
  .gone {
    align-items: center;
  }
  .trouble > span:not(.action),
  .gone > span:not(.action) {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .trouble.danger {
    background: var(--_v-danger-soft);
  }
  .trouble.reconnecting {
    background: var(--_v-reconnecting-soft);
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_v-space-2);
    --_v-control-size: 40px;
  }
  .answers > .action {
    flex: 1 1 12ch;
  }
  .answers > .action > .btn {
    flex: 1;
  }
  .menu {
    --_v-control-size: 32px;
  }
  .menu .glyph:empty {
    display: none;
  }
`;
