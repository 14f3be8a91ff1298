import { css, unsafeCSS } from 'lit';

/**
 * The design tokens.
 *
 * A host sets `--vsw-<name>` anywhere above or on an element; our styles read `var(--_v-<name>)`. The two names are
 * the point: declaring `--vsw-accent` on `:host` would beat what the page set on `:root`, since a declaration beats
 * inheritance. So every element declares only the private name, as the host's value or the default.
 *
 * Colours are `light-dark()`: they follow the `color-scheme` of the page (none means light). A page that offers both
 * says `:root { color-scheme: light dark }`; a single element can be set by `video-session-window { color-scheme: dark }`.
 */
const scheme = (light: string, dark: string) => `light-dark(${light}, ${dark})`;
const oklch = (l: number, c: number, h: number) => `oklch(${l} ${c} ${h})`;
const of = (name: string) => `var(--_v-${name})`;

const neutralHue = 255;
// Twelve steps: page, surface, raised, three fills, three lines, muted text (two), text.
const lightSteps = [0.985, 1, 0.97, 0.945, 0.92, 0.89, 0.85, 0.76, 0.6, 0.5, 0.4, 0.22];
const darkSteps = [0.17, 0.205, 0.24, 0.275, 0.305, 0.335, 0.38, 0.46, 0.6, 0.72, 0.82, 0.95];

const neutrals = Object.fromEntries(
  lightSteps.map((light, at) => {
    const chroma = at === 1 ? 0 : 0.012;
    return [
      `neutral-${at + 1}`,
      scheme(oklch(light, chroma, neutralHue), oklch(darkSteps[at]!, 0.012, neutralHue)),
    ];
  }),
);

/** State hues of equal lightness: readable as text on every surface, and as a plate under `on-state` text. */
const states = Object.fromEntries(
  Object.entries({
    connected: [0.13, 150],
    held: [0.11, 70],
    reconnecting: [0.14, 250],
    'wrap-up': [0.16, 300],
    ended: [0.02, neutralHue],
    danger: [0.19, 25],
  }).flatMap(([name, [chroma, hue]]) => [
    [name, scheme(oklch(0.5, chroma!, hue!), oklch(0.8, chroma! * 0.75, hue!))],
    [`${name}-soft`, `color-mix(in oklab, ${of(name)} 10%, ${of('surface')})`],
  ]),
);

/**
 * Black or white, whichever is readable on `color`, so that a host sets one colour and is done. Decided by luminance
 * (the `y` of XYZ): at 0.179 both have the same contrast, 4.58:1.
 */
const white = 'clamp(0, (0.179 - y) * 1000, 1)';
const on = (color: string) =>
  `color(from ${color} xyz-d65 calc(0.9505 * ${white}) ${white} calc(1.089 * ${white}))`;

const colors = {
  ...neutrals,
  accent: scheme(oklch(0.5, 0.17, 262), oklch(0.78, 0.11, 262)),
  'on-accent': on(of('accent')),
  'accent-text': of('accent'),
  'accent-soft': `color-mix(in oklab, ${of('accent')} 10%, ${of('surface')})`,
  page: of('neutral-1'),
  surface: of('neutral-2'),
  raised: of('neutral-3'),
  fill: of('neutral-4'),
  'fill-hover': of('neutral-5'),
  'fill-press': of('neutral-6'),
  border: of('neutral-7'),
  'border-strong': of('neutral-9'),
  'text-muted': of('neutral-10'),
  text: of('neutral-12'),
  focus: of('accent'),
  ...states,
  'on-state': scheme('white', oklch(0.17, 0.012, neutralHue)),
  // Behind video it is dark in both schemes; plates over pictures are solid.
  stage: oklch(0.19, 0.012, neutralHue),
  plate: oklch(0.24, 0.012, neutralHue),
  'on-plate': oklch(0.97, 0, 0),
  scrim: 'oklch(0 0 0 / 0.45)',
};

const sizes = {
  font: `system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, sans-serif`,
  'font-mono': `ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace`,
  'text-scale': '1',
  'text-xs': `calc(12px * ${of('text-scale')})`,
  'text-s': `calc(13px * ${of('text-scale')})`,
  'text-m': `calc(15px * ${of('text-scale')})`,
  'text-l': `calc(18px * ${of('text-scale')})`,
  'text-xl': `calc(24px * ${of('text-scale')})`,
  leading: '1.4',
  'space-1': '4px',
  'space-2': '8px',
  'space-3': '12px',
  'space-4': '16px',
  'space-5': '24px',
  'space-6': '32px',
  radius: '6px',
  'radius-l': '10px',
  'control-size': '32px',
  shadow: '0 1px 2px oklch(0 0 0 / 0.08), 0 4px 16px oklch(0 0 0 / 0.12)',
  'motion-fast': '120ms',
  'motion-slow': '200ms',
  ease: 'cubic-bezier(0.2, 0, 0, 1)',
};

/** Every token's name and default. A host sets `--vsw-<name>`; our styles read `--_v-<name>`. */
export const tokenDefaults: Readonly<Record<string, string>> = { ...colors, ...sizes };

const declare = (values: Readonly<Record<string, string>>) =>
  unsafeCSS(
    Object.entries(values)
      .map(([name, value]) => `--_v-${name}: var(--vsw-${name}, ${value});`)
      .join('\n'),
  );

// In forced colours only the system's own colours count: a host's are left out.
const forced = unsafeCSS(
  Object.keys(colors)
    .map((name) => {
      if (/^(page|surface|raised|stage|plate|scrim|on-state|fill.*|neutral-[1-6])$|-soft$/.test(name)) {
        return [name, 'Canvas'];
      }
      if (name === 'accent' || name === 'focus') return [name, 'Highlight'];
      return [name, name === 'on-accent' ? 'HighlightText' : 'CanvasText'];
    })
    .concat([['shadow', 'none']])
    .map(([name, value]) => `--_v-${name}: ${value};`)
    .join('\n'),
);

/** Declares the tokens on the host, with the font, colour and focus ring that all elements share. */
export const tokens = css`
  :host {
    ${declare(tokenDefaults)}
    font-family: var(--_v-font);
    font-size: var(--_v-text-m);
    line-height: var(--_v-leading);
    color: var(--_v-text);
    box-sizing: border-box;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--_v-focus);
    outline-offset: 2px;
  }
  .visually-hidden:not(:focus):not(:active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_v-motion-fast: 0s;
      --_v-motion-slow: 0s;
    }
  }
  @media (forced-colors: active) {
    :host {
      ${forced}
    }
  }
`;
