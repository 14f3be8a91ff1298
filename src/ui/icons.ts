import { html } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import type { callShapes } from './call-icons.generated.js';
import { shapes } from './icons.generated.js';

/** The names of the icons; each says what it is for, not what it shows. */
export type IconName = keyof typeof shapes | keyof typeof callShapes;

const known = new Map<string, SVGTemplateResult>(Object.entries(shapes));
const replaced = new Map<string, SVGTemplateResult>();

/** Adds the shapes that a page needs with its first call: by the elements that show one, while they are defined. */
export function addIcons(icons: Readonly<Record<string, SVGTemplateResult>>): void {
  for (const [name, shape] of Object.entries(icons)) known.set(name, shape);
}

/**
 * Replaces icons by a host's own, before the elements render. Shapes are drawn in a 24 × 24 box, as strokes in the
 * current colour: ``registerIcons({hold: svg`<path d="M8 5v14M16 5v14"/>`})``.
 */
export function registerIcons(icons: Partial<Record<IconName, SVGTemplateResult>>): void {
  for (const [name, shape] of Object.entries(icons)) if (shape) replaced.set(name, shape);
}

/** An icon as decoration: hidden from screen readers, so put words beside it or name its button. */
export function icon(name: IconName): TemplateResult {
  return html`<svg
    class="icon ${name.startsWith('chevron-') ? 'directed' : ''}"
    part="icon"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${replaced.get(name) ?? known.get(name)}
  </svg>`;
}
