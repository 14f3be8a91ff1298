import { css } from 'lit';

/** The looks of text fields and tooltips; part of `controls`. */
export const fields = css`
  .tip {
    position: fixed;
    inset: auto;
    margin: 0;
    max-inline-size: 280px;
    inline-size: max-content;
    padding: var(--_v-space-1) var(--_v-space-2);
    border: 1px solid var(--_v-border-strong);
    border-radius: var(--_v-radius);
    background: var(--_v-plate);
    color: var(--_v-on-plate);
    font-size: var(--_v-text-s);
    line-height: 1.35;
    text-align: start;
    white-space: normal;
    animation: vsw-appear var(--_v-motion-fast) 250ms var(--_v-ease) both;
  }
  .tip:not(:popover-open) {
    display: none;
  }
  .tip-label {
    display: block;
    font-weight: 600;
  }
  @keyframes vsw-appear {
    from {
      opacity: 0;
    }
  }
  .field {
    inline-size: 100%;
    min-block-size: max(24px, var(--_v-control-size));
    padding-inline: var(--_v-space-2);
    font: inherit;
    font-size: var(--_v-text-m);
    color: var(--_v-text);
    background: var(--_v-surface);
    border: 1px solid var(--_v-border-strong);
    border-radius: var(--_v-radius);
  }
  .field::placeholder {
    color: var(--_v-text-muted);
    opacity: 1;
  }
  .field[aria-invalid='true'] {
    border-color: var(--_v-danger);
  }
`;
