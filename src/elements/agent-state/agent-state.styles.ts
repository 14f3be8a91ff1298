import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    font-size: var(--_v-text-s);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_v-space-1) var(--_v-space-3);
  }
  .state {
    --_s: var(--_v-ended);
    display: inline-flex;
    align-items: center;
    gap: var(--_v-space-2);
    min-inline-size: 0;
    padding: 2px var(--_v-space-3) 2px 2px;
    padding-inline: 2px var(--_v-space-3);
    border: 1px solid color-mix(in oklab, var(--_s) 35%, var(--_v-surface));
    border-radius: 999px;
    background: color-mix(in oklab, var(--_s) 10%, var(--_v-surface));
    color: var(--_s);
    font-weight: 600;
  }
  .state > .icon {
    padding: 4px;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: var(--_s);
    color: var(--_v-on-state);
  }
  .what {
    overflow-wrap: anywhere;
  }
  .state.ready {
    --_s: var(--_v-connected);
  }
  .state.not-ready {
    --_s: var(--_v-held);
  }
  .state.ringing,
  .state.on-a-call {
    --_s: var(--_v-reconnecting);
  }
  .state.after-call-work {
    --_s: var(--_v-wrap-up);
  }
  .timer {
    color: var(--_v-text-muted);
    font-variant-numeric: tabular-nums;
  }
  .trouble {
    display: flex;
    align-items: center;
    gap: var(--_v-space-2);
    margin-block-start: var(--_v-space-2);
    padding: var(--_v-space-1) var(--_v-space-2);
    border: 1px solid var(--_v-border);
    border-radius: var(--_v-radius);
  }
  .trouble > span:not(.action) {
    flex: 1;
  }
  .trouble.danger {
    background: var(--_v-danger-soft);
  }
  .trouble.reconnecting {
    background: var(--_v-reconnecting-soft);
  }
  .line .btn {
    flex-direction: row-reverse;
  }
  .menu-item[data-key='log-out'] {
    margin-block-start: var(--_v-space-1);
    border-block-start: 1px solid var(--_v-border);
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }
  @media (forced-colors: active) {
    .state,
    .trouble {
      border-color: CanvasText;
    }
    .state > .icon {
      background: Canvas;
      color: CanvasText;
    }
  }
`;
