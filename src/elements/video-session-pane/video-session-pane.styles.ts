import { css } from 'lit';

/** What is there without a call; `call.styles.ts` has the rest. */
export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 320px;
    background: var(--_v-surface);
    border: 1px solid var(--_v-border);
    border-radius: var(--_v-radius-l);
    overflow: hidden;
    container-type: inline-size;
  }
  :host([hidden]) {
    display: none;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_v-space-1) var(--_v-space-3);
    padding: var(--_v-space-2) var(--_v-space-3);
    border-block-end: 1px solid var(--_v-border);
    font-size: var(--_v-text-s);
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: var(--_v-space-1);
    font-weight: 600;
    color: var(--_v-ended);
  }
  .state.connected {
    color: var(--_v-connected);
  }
  .state.held,
  .state.away,
  .state.off {
    color: var(--_v-held);
  }
  .state.reconnecting,
  .state.connecting {
    color: var(--_v-reconnecting);
  }
  .state.wrap-up {
    color: var(--_v-wrap-up);
  }
  .state .dot {
    /* A border, since forced colours take backgrounds away. */
    border: 5px solid currentcolor;
    border-radius: 50%;
  }
  .timer {
    font-variant-numeric: tabular-nums;
  }
  .who {
    flex: 1 1 12ch;
    display: flex;
    gap: var(--_v-space-2);
    min-inline-size: 0;
    white-space: nowrap;
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .subject {
    color: var(--_v-text-muted);
  }
  .quality {
    display: inline-flex;
    align-items: flex-end;
    gap: 2px;
    block-size: 14px;
    color: var(--_v-connected);
  }
  .quality.poor,
  .quality.lost {
    color: var(--_v-danger);
  }
  .quality i {
    inline-size: 3px;
    background: var(--_v-border-strong);
    border-radius: 1px;
  }
  .quality i:nth-child(1) {
    block-size: 35%;
  }
  .quality i:nth-child(2) {
    block-size: 55%;
  }
  .quality i:nth-child(3) {
    block-size: 78%;
  }
  .quality i:nth-child(4) {
    block-size: 100%;
  }
  .quality i.lit {
    background: currentcolor;
  }
  .stage {
    position: relative;
    flex: 1;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    min-block-size: 220px;
    background: var(--_v-stage);
    color: var(--_v-on-plate);
  }
  .stage.empty {
    background: var(--_v-raised);
    color: var(--_v-text-muted);
  }
  .portrait,
  .slate {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_v-space-3);
    padding: var(--_v-space-4);
    text-align: center;
  }
  .portrait > .icon,
  .slate > .icon,
  .sheet > .icon {
    inline-size: 32px;
    block-size: 32px;
  }
  .portrait-note {
    margin-block-start: var(--_v-space-2);
    font-size: var(--_v-text-s);
  }
`;
