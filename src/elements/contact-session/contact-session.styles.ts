import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
    background: var(--_v-page);
    --_v-control-size: 44px;
    overflow: hidden;
  }
  :host([hidden]) {
    display: none;
  }
  .screen {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_v-space-3);
    padding: var(--_v-space-5) var(--_v-space-4);
    padding-block-end: max(var(--_v-space-5), env(safe-area-inset-bottom));
    text-align: center;
  }
  .screen::before {
    content: '';
    margin-block-start: auto;
  }
  .screen > .icon,
  .pulse .icon {
    inline-size: 40px;
    block-size: 40px;
  }
  h1 {
    margin: 0;
    font-size: var(--_v-text-xl);
    line-height: 1.2;
    text-wrap: balance;
  }
  p {
    margin: 0;
    max-inline-size: 36ch;
    text-wrap: pretty;
  }
  .hint {
    font-size: var(--_v-text-s);
    color: var(--_v-text-muted);
  }
  .consent {
    display: flex;
    align-items: center;
    gap: var(--_v-space-2);
    min-block-size: 44px;
    cursor: pointer;
  }
  .consent input {
    inline-size: 24px;
    block-size: 24px;
    accent-color: var(--_v-accent);
  }
  .privacy {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    color: var(--_v-accent-text);
  }
  .problem {
    max-inline-size: 40ch;
    padding: var(--_v-space-2) var(--_v-space-3);
    border: 1px solid var(--_v-danger);
    border-radius: var(--_v-radius);
    background: var(--_v-danger-soft);
    color: var(--_v-text);
  }
  .bottom {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_v-space-2);
    margin-block-start: auto;
  }
  .start .bottom .btn,
  .blocked .bottom .btn {
    min-block-size: 56px;
    padding-inline: var(--_v-space-5);
    font-size: var(--_v-text-l);
  }
  .buttons {
    flex-flow: row wrap;
    justify-content: center;
    gap: var(--_v-space-3) var(--_v-space-4);
  }
  .steps {
    text-align: start;
    display: grid;
    gap: var(--_v-space-3);
    max-inline-size: 36ch;
  }
  .place {
    font-size: var(--_v-text-l);
    font-variant-numeric: tabular-nums;
  }
  .pulse {
    display: grid;
    place-items: center;
    inline-size: 96px;
    block-size: 96px;
    border-radius: 50%;
    background: var(--_v-accent-soft);
    color: var(--_v-accent-text);
  }
  .notices {
    display: grid;
    gap: 1px;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--_v-space-2);
    padding: var(--_v-space-2) var(--_v-space-3);
    background: var(--_v-held-soft);
    font-size: var(--_v-text-s);
  }
  .slate,
  .pictures {
    background: var(--_v-stage);
    color: var(--_v-on-plate);
  }
  .pictures {
    position: relative;
    flex: 1;
    min-block-size: 240px;
    display: grid;
    grid-auto-rows: 1fr;
  }
  .line {
    position: absolute;
    z-index: 2;
    inset-block-start: var(--_v-space-3);
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    max-inline-size: calc(100% - 2 * var(--_v-space-4));
    display: flex;
    gap: var(--_v-space-2);
    padding: var(--_v-space-1) var(--_v-space-3);
    border-radius: 999px;
    background: var(--_v-plate);
    font-size: var(--_v-text-s);
  }
  .line h1 {
    font-size: inherit;
    line-height: inherit;
  }
  .timer {
    font-variant-numeric: tabular-nums;
  }
  figure {
    position: relative;
    margin: 0;
    min-block-size: 0;
    overflow: hidden;
    display: grid;
  }
  figure[hidden],
  .preview[hidden],
  video[hidden] {
    display: none;
  }
  figure video,
  .preview video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .mirrored {
    scale: -1 1;
  }
  .own,
  .own-fills .agent {
    position: absolute;
    z-index: 1;
    inset-block-end: var(--_v-space-3);
    inset-inline-end: var(--_v-space-3);
    inline-size: 30%;
    max-inline-size: 200px;
    aspect-ratio: 3 / 4;
    border: 2px solid var(--_v-on-plate);
    border-radius: var(--_v-radius-l);
    background: var(--_v-plate);
  }
  .own video,
  .own-fills .agent video {
    object-fit: cover;
  }
  .own-fills .own video {
    object-fit: contain;
  }
  .own-fills .own {
    position: relative;
    inset: auto;
    inline-size: auto;
    max-inline-size: none;
    aspect-ratio: auto;
    border: 0;
    border-radius: 0;
    z-index: 0;
  }
  .speaking {
    outline: 3px solid var(--_v-connected);
    outline-offset: -3px;
  }
  .portrait {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_v-space-4);
    text-align: center;
  }
  .own-fills .portrait p {
    display: none;
  }
  .initials {
    display: grid;
    place-items: center;
    inline-size: 112px;
    block-size: 112px;
    border-radius: 50%;
    background: var(--_v-plate);
  }
  .initials .icon {
    inline-size: 44px;
    block-size: 44px;
  }
  .pictures ~ .bottom {
    flex: none;
    margin: 0;
    padding: var(--_v-space-4);
    padding-block-end: max(var(--_v-space-4), env(safe-area-inset-bottom));
    background: var(--_v-surface);
  }
  .sheet {
    position: absolute;
    z-index: 3;
    inset-inline: 0;
    inset-block-end: 0;
    display: grid;
    justify-items: center;
    gap: var(--_v-space-3);
    padding: var(--_v-space-5) var(--_v-space-4) max(var(--_v-space-5), env(safe-area-inset-bottom));
    border-start-start-radius: 16px;
    border-start-end-radius: 16px;
    background: var(--_v-surface);
    box-shadow: var(--_v-shadow);
    text-align: center;
  }
  .sheet h2 {
    margin: 0;
    font-size: var(--_v-text-l);
  }
  .preview {
    position: relative;
    inline-size: min(100%, 320px);
    aspect-ratio: 4 / 3;
    border-radius: var(--_v-radius-l);
    overflow: hidden;
    background: var(--_v-stage);
  }
  .plate {
    position: absolute;
    inset-block-end: var(--_v-space-2);
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    padding: 2px var(--_v-space-2);
    border-radius: var(--_v-radius);
    background: var(--_v-plate);
    color: var(--_v-on-plate);
    font-size: var(--_v-text-xs);
  }
  .sheet-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_v-space-2);
  }
  .sheet-actions .btn {
    min-block-size: 48px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .pulse {
      animation: pulse 2.4s ease-in-out infinite;
    }
    .sheet {
      animation: rise var(--_v-motion-slow) var(--_v-ease);
    }
    @keyframes pulse {
      50% {
        scale: 1.06;
      }
    }
    @keyframes rise {
      from {
        translate: 0 24px;
        opacity: 0;
      }
    }
  }
  @media (orientation: landscape) and (max-height: 480px) {
    :host {
      flex-direction: row;
    }
    .pictures ~ .bottom {
      flex-direction: column;
    }
    .sheet {
      max-block-size: 100%;
      overflow: auto;
    }
    .preview {
      max-inline-size: 180px;
    }
  }
`;
