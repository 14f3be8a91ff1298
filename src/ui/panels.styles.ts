import { css } from 'lit';

/** The looks of dialogs, menus and toolbars made by `ModalDialog`, `ActionMenu` and `Toolbar`. */
export const panels = css`
  .dialog {
    inline-size: min(560px, calc(100vi - 2 * var(--_v-space-4)));
    max-block-size: min(720px, calc(100dvb - 2 * var(--_v-space-4)));
    padding: 0;
    border: 1px solid var(--_v-border);
    border-radius: var(--_v-radius-l);
    background: var(--_v-surface);
    color: var(--_v-text);
    box-shadow: var(--_v-shadow);
  }
  .dialog[open] {
    display: flex;
    flex-direction: column;
  }
  .dialog:modal {
    animation: vsw-rise var(--_v-motion-slow) var(--_v-ease);
  }
  .dialog::backdrop {
    background: oklch(0 0 0 / 0.45);
  }
  .dialog-head,
  .dialog-foot {
    display: flex;
    align-items: center;
    gap: var(--_v-space-2);
    padding: var(--_v-space-3) var(--_v-space-4);
  }
  .dialog-head {
    justify-content: space-between;
    border-block-end: 1px solid var(--_v-border);
  }
  .dialog-foot {
    flex-wrap: wrap;
    justify-content: flex-end;
    border-block-start: 1px solid var(--_v-border);
  }
  .dialog-title {
    margin: 0;
    font-size: var(--_v-text-l);
    font-weight: 600;
  }
  .dialog-body {
    overflow: auto;
    padding: var(--_v-space-4);
  }
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    min-inline-size: 200px;
    max-inline-size: min(320px, calc(100vi - 8px));
    max-block-size: calc(100dvb - 8px);
    overflow: auto;
    padding: var(--_v-space-1);
    border: 1px solid var(--_v-border-strong);
    border-radius: var(--_v-radius);
    background: var(--_v-surface);
    color: var(--_v-text);
    box-shadow: var(--_v-shadow);
  }
  .menu:not(:popover-open) {
    display: none;
  }
  .menu-item {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    column-gap: var(--_v-space-2);
    inline-size: 100%;
    min-block-size: max(24px, var(--_v-control-size));
    padding: var(--_v-space-1) var(--_v-space-2);
    border: 0;
    border-radius: var(--_v-radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_v-text-s);
    text-align: start;
    cursor: pointer;
  }
  .menu-item:hover,
  .menu-item:focus-visible {
    background: var(--_v-fill);
    outline-offset: -2px;
  }
  .menu-item.danger {
    color: var(--_v-danger);
  }
  .menu-item[aria-checked='true'] {
    font-weight: 600;
    box-shadow: inset 0 0 0 2px var(--_v-accent);
  }
  .menu-item[aria-disabled='true'] {
    color: var(--_v-text-muted);
    cursor: not-allowed;
  }
  .menu-note {
    grid-column: 2;
    font-size: var(--_v-text-xs);
    color: var(--_v-text-muted);
  }
  .toolbar {
    display: flex;
    align-items: center;
    gap: var(--_v-space-2);
    min-inline-size: 0;
  }
  .toolbar-item,
  .toolbar-more {
    flex: none;
    display: inline-flex;
  }
  .toolbar-space {
    flex: 1;
  }
  .toolbar-line {
    flex: none;
    align-self: stretch;
    inline-size: 1px;
    margin-inline: var(--_v-space-1);
    background: var(--_v-border);
  }
  @keyframes vsw-rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`;
