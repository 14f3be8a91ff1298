import { css } from 'lit';
import type { CSSResultGroup } from 'lit';
import { fields } from './fields.styles.js';

const buttons = css`
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    display: block;
  }
  .icon.directed:dir(rtl) {
    transform: scaleX(-1);
  }
  .action {
    display: inline-flex;
    position: relative;
    min-inline-size: 0;
  }
  .btn {
    --_b-back: var(--_v-surface);
    --_b-over: var(--_v-fill);
    --_b-down: var(--_v-fill-press);
    --_b-line: var(--_v-border);
    --_b-text: var(--_v-text);
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_v-space-2);
    min-inline-size: max(24px, var(--_v-control-size));
    min-block-size: max(24px, var(--_v-control-size));
    padding-inline: var(--_v-space-3);
    padding-block: 0;
    font: inherit;
    font-size: var(--_v-text-s);
    font-weight: 500;
    color: var(--_b-text);
    background: var(--_b-back);
    border: 1px solid var(--_b-line);
    border-radius: var(--_v-radius);
    cursor: pointer;
    white-space: nowrap;
    user-select: none;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
    transition:
      background-color var(--_v-motion-fast) var(--_v-ease),
      border-color var(--_v-motion-fast) var(--_v-ease);
  }
  .btn:hover {
    --_b-back: var(--_b-over);
  }
  .btn:active {
    --_b-back: var(--_b-down);
  }
  .btn.primary,
  .btn[aria-pressed='true'] {
    --_b-back: var(--_v-accent);
    --_b-over: color-mix(in oklab, var(--_v-accent) 92%, var(--_v-on-accent));
    --_b-down: color-mix(in oklab, var(--_v-accent) 88%, var(--_v-text));
    --_b-line: transparent;
    --_b-text: var(--_v-on-accent);
  }
  .btn.danger {
    --_b-text: var(--_v-danger);
    --_b-line: var(--_v-danger);
    --_b-over: var(--_v-danger-soft);
    --_b-down: color-mix(in oklab, var(--_v-danger) 18%, var(--_v-surface));
  }
  .btn.quiet {
    --_b-back: transparent;
    --_b-line: transparent;
  }
  .btn.compact {
    padding-inline: 0;
  }
  .btn.compact .word {
    display: none;
  }
  .btn[aria-disabled='true'] {
    --_b-back: transparent;
    --_b-over: transparent;
    --_b-down: transparent;
    --_b-line: var(--_v-border);
    --_b-text: var(--_v-text-muted);
    border-style: dashed;
    cursor: not-allowed;
  }
  .btn[aria-disabled='true'] .icon {
    opacity: 0.7;
  }
  .btn[aria-busy='true'] {
    cursor: progress;
  }
  .glyph {
    position: relative;
    display: inline-grid;
    place-items: center;
  }
  .glyph:empty {
    display: none;
  }
  .badge {
    min-inline-size: 1.5em;
    padding-inline: 0.4em;
    border-radius: 1em;
    background: var(--_v-fill-press);
    color: var(--_v-text);
    font-size: var(--_v-text-xs);
    text-align: center;
  }
  .ring {
    position: absolute;
    inset: -4px;
    border: 2px solid currentColor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: vsw-turn 900ms linear infinite;
  }
  .glyph > .ring:only-child {
    position: static;
    inline-size: 1em;
    block-size: 1em;
  }
  @keyframes vsw-turn {
    to {
      rotate: 1turn;
    }
  }
  .touch {
    --_v-control-size: 44px;
  }
  .touch .btn {
    font-size: var(--_v-text-m);
  }
  .action.round {
    align-self: start;
  }
  .action.round .btn {
    --_v-control-size: 56px;
    flex-direction: column;
    inline-size: 72px;
    min-inline-size: 56px;
    gap: var(--_v-space-1);
    padding: 0;
    border: 0;
    background: none;
    --_b-text: inherit;
    font-size: var(--_v-text-xs);
    white-space: normal;
    line-height: 1.2;
  }
  .action.round .glyph {
    inline-size: 56px;
    block-size: 56px;
    flex: none;
    border-radius: 50%;
    color: var(--_v-text);
    background: var(--_v-fill);
    border: 1px solid var(--_v-border);
    font-size: var(--_v-text-l);
  }
  .action.round .primary .glyph,
  .action.round [aria-pressed='true'] .glyph {
    color: var(--_v-on-accent);
    background: var(--_v-accent);
  }
  .action.round .danger .glyph {
    color: var(--_v-on-state);
    background: var(--_v-danger);
  }
  .action.round .ring {
    inset: -3px;
  }
  @media (prefers-reduced-motion: reduce) {
    .ring {
      animation: none;
      border-block-start-color: currentColor;
      border-style: dotted;
    }
  }
  @media (forced-colors: active) {
    .btn {
      --_b-back: ButtonFace;
      --_b-text: ButtonText;
      --_b-line: ButtonBorder;
    }
    .btn.primary,
    .btn[aria-pressed='true'] {
      forced-color-adjust: none;
      --_b-back: Highlight;
      --_b-text: HighlightText;
    }
    .btn[aria-disabled='true'] {
      --_b-text: GrayText;
      --_b-line: GrayText;
    }
  }
`;

/**
 * The looks of buttons, fields, tooltips and menus. Add it to an element's `styles` before its own.
 *
 * Sizes follow `--_v-control-size` (32 px). On the phone page wrap controls in `class="touch"`: 44 px, and 56 px for
 * `round` buttons.
 */
export const controls: CSSResultGroup = [buttons, fields];
