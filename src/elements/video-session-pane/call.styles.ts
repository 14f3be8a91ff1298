import { css } from 'lit';

/** What a call looks like. */
export const callStyles = css`
  .banners:not(:has(.banner)) {
    display: none;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_v-space-2);
    padding: var(--_v-space-2) var(--_v-space-3);
    font-size: var(--_v-text-s);
    border-block-end: 1px solid var(--_v-border);
  }
  .banner > span:not(.action) {
    flex: 1 1 20ch;
  }
  .banner > .icon {
    flex: none;
  }
  .banner.reconnecting {
    background: var(--_v-reconnecting-soft);
  }
  .banner.held {
    background: var(--_v-held-soft);
  }
  .banner.danger {
    background: var(--_v-danger-soft);
  }
  .call {
    position: relative;
    flex: 1;
    display: flex;
    min-block-size: 220px;
  }
  .tile {
    position: relative;
    margin: 0;
    min-inline-size: 0;
    overflow: hidden;
    display: grid;
  }
  .tile[hidden] {
    display: none;
  }
  .tile video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .tile video[hidden] {
    display: none;
  }
  .mirrored {
    scale: -1 1;
  }
  .tile.own,
  .stage.swapped .tile.view {
    position: absolute;
    z-index: 1;
    inset-block-end: var(--_v-space-3);
    inset-inline-end: var(--_v-space-3);
    inline-size: clamp(120px, 24%, 260px);
    aspect-ratio: 4 / 3;
    border-radius: var(--_v-radius);
    border: 2px solid var(--_v-on-plate);
    background: var(--_v-plate);
  }
  .tile.own video,
  .stage.swapped .tile.view video {
    object-fit: cover;
  }
  .stage.swapped .tile.own video {
    object-fit: contain;
  }
  .stage.swapped .tile.own {
    position: relative;
    z-index: 0;
    inset: auto;
    inline-size: auto;
    aspect-ratio: auto;
    border: 0;
    border-radius: 0;
  }
  .plate {
    position: absolute;
    z-index: 1;
    inset-block-end: var(--_v-space-2);
    inset-inline-start: var(--_v-space-2);
    display: inline-flex;
    align-items: center;
    gap: var(--_v-space-1);
    max-inline-size: calc(100% - 2 * var(--_v-space-2));
    padding: 2px var(--_v-space-2);
    border-radius: var(--_v-radius);
    background: var(--_v-plate);
    color: var(--_v-on-plate);
    font-size: var(--_v-text-xs);
  }
  .speaking {
    outline: 2px solid var(--_v-connected);
    outline-offset: -2px;
  }
  .slate {
    position: absolute;
    inset: 0;
    z-index: 2;
    background: var(--_v-stage);
  }
  .slate strong {
    font-size: var(--_v-text-l);
    font-variant-numeric: tabular-nums;
  }
  .initials {
    display: grid;
    place-items: center;
    inline-size: 88px;
    block-size: 88px;
    border-radius: 50%;
    background: var(--_v-plate);
    font-size: var(--_v-text-xl);
    box-shadow: 0 0 0 calc(2px + 14px * var(--_level, 0)) var(--_v-connected);
  }
  .card {
    position: absolute;
    z-index: 3;
    inset-block-start: var(--_v-space-3);
    inset-inline: var(--_v-space-3);
    margin-inline: auto;
    max-inline-size: 520px;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_v-space-2);
    padding: var(--_v-space-3);
    border: 1px solid var(--_v-border);
    border-radius: var(--_v-radius-l);
    background: var(--_v-surface);
    color: var(--_v-text);
    box-shadow: var(--_v-shadow);
    font-size: var(--_v-text-s);
  }
  .card-actions {
    flex-basis: 100%;
    display: flex;
    flex-wrap: wrap;
    gap: var(--_v-space-2);
  }
  [part~='toolbar'] {
    padding: var(--_v-space-2) var(--_v-space-3);
    border-block-start: 1px solid var(--_v-border);
  }
  .sheet {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: var(--_v-space-3);
    padding: var(--_v-space-5);
    color: var(--_v-text);
  }
  .sheet > .icon {
    color: var(--_v-wrap-up);
  }
  .sheet h2 {
    margin: 0;
    font-size: var(--_v-text-l);
  }
  .sheet dl {
    margin: 0;
    display: grid;
    gap: var(--_v-space-2);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(8ch, 14ch) 1fr;
    gap: var(--_v-space-3);
  }
  .row dt {
    color: var(--_v-text-muted);
  }
  .row dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  @media (prefers-reduced-motion: no-preference) {
    .initials {
      transition: box-shadow var(--_v-motion-fast) var(--_v-ease);
    }
  }
  @media (forced-colors: active) {
    .speaking {
      outline-color: Highlight;
    }
    .quality i.lit {
      background: CanvasText;
    }
  }
`;
