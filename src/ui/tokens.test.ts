import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import { VswElement } from './base-element.js';

class TestSwatch extends VswElement {
  protected override render() {
    return html`<p>words</p>`;
  }
}
customElements.define('vsw-test-swatch', TestSwatch);

/** The colour a token has there, as linear red, green and blue, measured by painting it. */
function colorOf(element: TestSwatch, token: string): [number, number, number] {
  const words = element.renderRoot.querySelector('p')!;
  words.style.setProperty('color', `var(--_v-${token})`);
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  canvas.fillStyle = getComputedStyle(words).color;
  canvas.fillRect(0, 0, 1, 1);
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return [linear(red!), linear(green!), linear(blue!)];
}

function contrast(element: TestSwatch, one: string, other: string): number {
  const light = ([red, green, blue]: [number, number, number]) =>
    0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [low, high] = [light(colorOf(element, one)), light(colorOf(element, other))].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const surfaces = ['page', 'surface', 'raised', 'fill'];
const states = ['connected', 'held', 'reconnecting', 'wrap-up', 'ended', 'danger'];

const swatch = async (scheme: string, host: Record<string, string> = {}) => {
  const box = await fixture<HTMLElement>(html`<div><vsw-test-swatch></vsw-test-swatch></div>`);
  box.style.setProperty('color-scheme', scheme);
  for (const [name, value] of Object.entries(host)) box.style.setProperty(name, value);
  const element = box.querySelector<TestSwatch>('vsw-test-swatch')!;
  await element.updateComplete;
  return element;
};

describe('colours', () => {
  for (const scheme of ['light', 'dark']) {
    it(`all words can be read in the ${scheme} scheme`, async () => {
      const element = await swatch(scheme);
      const pairs = [
        ...surfaces.flatMap((surface) => ['text', 'text-muted'].map((words) => [words, surface])),
        ...['page', 'surface', 'raised'].flatMap((surface) =>
          [...states, 'accent-text'].map((words) => [words, surface]),
        ),
        ...states.flatMap((state) => [
          [state, `${state}-soft`],
          ['text', `${state}-soft`],
          ['on-state', state],
        ]),
        ['text', 'fill-hover'],
        ['text', 'fill-press'],
        ['accent-text', 'accent-soft'],
        ['on-accent', 'accent'],
        ['on-plate', 'plate'],
        ['on-plate', 'stage'],
      ];
      const unreadable = pairs
        .map(([words, back]) => [words, back, contrast(element, words!, back!).toFixed(2)] as const)
        .filter(([, , ratio]) => Number(ratio) < 4.5);
      expect(unreadable).to.deep.equal([]);
    });

    it(`edges of fields and the focus ring can be seen in the ${scheme} scheme`, async () => {
      const element = await swatch(scheme);
      for (const edge of ['border-strong', 'focus']) {
        for (const surface of ['page', 'surface', 'raised']) {
          expect(contrast(element, edge, surface), `${edge} on ${surface}`).to.be.at.least(3);
        }
      }
    });
  }

  it('a host sets a colour on any ancestor', async () => {
    const element = await swatch('light', { '--vsw-accent': 'rgb(255 0 0)' });
    expect(colorOf(element, 'accent')).to.deep.equal([1, 0, 0]);
  });

  for (const accent of [
    '#0a58ca',
    '#ffd400',
    '#00a36c',
    '#d81b60',
    '#111',
    '#fff',
    '#7c3aed',
    '#ff7a00',
    '#777',
  ]) {
    it(`words on a host's accent ${accent} can be read`, async () => {
      const element = await swatch('light', { '--vsw-accent': accent });
      expect(contrast(element, 'on-accent', 'accent')).to.be.at.least(4.5);
    });
  }
});
