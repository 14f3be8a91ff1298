import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { expect, fixture, nextFrame } from '@open-wc/testing';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { VswElement } from './base-element.js';
import { addLocale, loadWords, msg, setLocale } from './words/words.js';

const idOfHello = generateMsgId('Hello test', false);

class TestInner extends VswElement {
  static override styles = css`
    p {
      color: rgb(1, 2, 3);
    }
  `;
  protected override render() {
    return html`<p>${msg('Hello test')}</p>`;
  }
}

class TestOuter extends VswElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'closed' };
  static override styles = css`
    section {
      padding-inline-start: 7px;
    }
  `;
  @property({ type: Boolean }) more = false;

  get section() {
    return this.renderRoot.querySelector('section')!;
  }
  inner(at: number) {
    return this.renderRoot.querySelectorAll<TestInner>('vsw-test-inner')[at]!;
  }
  protected override render() {
    return html`<section>
      <vsw-test-inner></vsw-test-inner>${this.more ? html`<vsw-test-inner></vsw-test-inner>` : nothing}
    </section>`;
  }
}

customElements.define('vsw-test-inner', TestInner);
customElements.define('vsw-test-outer', TestOuter);

const colorOf = (inner: TestInner) => {
  const words = inner.renderRoot.querySelector('p')!;
  return inner.ownerDocument.defaultView!.getComputedStyle(words).color;
};
const paddingOf = (outer: TestOuter) =>
  outer.ownerDocument.defaultView!.getComputedStyle(outer.section).paddingInlineStart;

async function otherDocument(): Promise<Document> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  await nextFrame();
  return frame.contentDocument!;
}

async function setup(template = html`<vsw-test-outer></vsw-test-outer>`) {
  const outer = await fixture<TestOuter>(template);
  await outer.inner(0).updateComplete;
  return outer;
}

const wordsOf = async (element: TestInner) => {
  await element.updateComplete;
  return element.renderRoot.querySelector('p')!.textContent;
};

describe('an element that moves to another window', () => {
  it('keeps its looks there and back, with everything inside it', async () => {
    const outer = await setup();
    const home = outer.parentElement!;
    const away = await otherDocument();
    for (let round = 0; round < 3; round += 1) {
      away.body.append(outer);
      expect(paddingOf(outer)).to.equal('7px');
      expect(colorOf(outer.inner(0))).to.equal('rgb(1, 2, 3)');
      home.append(outer);
      expect(paddingOf(outer)).to.equal('7px');
      expect(colorOf(outer.inner(0))).to.equal('rgb(1, 2, 3)');
    }
  });

  it('gives looks to a part that first appears there', async () => {
    const outer = await setup();
    const home = outer.parentElement!;
    (await otherDocument()).body.append(outer);
    outer.more = true;
    await outer.updateComplete;
    await outer.inner(1).updateComplete;
    expect(colorOf(outer.inner(1))).to.equal('rgb(1, 2, 3)');
    home.append(outer);
    expect(colorOf(outer.inner(1))).to.equal('rgb(1, 2, 3)');
  });

  it('can be moved before it was ever shown', async () => {
    const outer = document.createElement('vsw-test-outer') as TestOuter;
    const away = await otherDocument();
    away.adoptNode(outer);
    away.body.append(outer);
    await outer.updateComplete;
    expect(paddingOf(outer)).to.equal('7px');
  });

  it('survives being parked in a template', async () => {
    const outer = await setup();
    const home = outer.parentElement!;
    const template = document.createElement('template');
    template.content.append(outer);
    home.append(outer);
    expect(paddingOf(outer)).to.equal('7px');
  });

  it('keeps its language where the other window says none', async () => {
    const outer = await setup();
    document.documentElement.lang = 'ar';
    await nextFrame();
    expect(outer.locale).to.equal('ar');
    (await otherDocument()).body.append(outer);
    outer.more = true;
    await outer.updateComplete;
    expect(outer.inner(1).locale).to.equal('ar');
    expect(outer.matches(':dir(rtl)')).to.equal(true);
    document.documentElement.lang = 'en';
  });
});

describe('an element among languages', () => {
  afterEach(async () => {
    await setLocale(undefined);
  });

  it('speaks the language of the nearest ancestor that names one, through closed roots', async () => {
    addLocale('de', () => Promise.resolve({ templates: { [idOfHello]: 'Hallo Test' } }));
    await loadWords('de');
    const page = await fixture<HTMLElement>(
      html`<div lang="de-CH">
        <vsw-test-outer></vsw-test-outer>
      </div>`,
    );
    const outer = page.querySelector<TestOuter>('vsw-test-outer')!;
    await outer.updateComplete;
    expect(outer.locale).to.equal('de-CH');
    expect(await wordsOf(outer.inner(0))).to.equal('Hallo Test');
    page.lang = 'en';
    await nextFrame();
    expect(await wordsOf(outer.inner(0))).to.equal('Hello test');
  });

  it('speaks two languages side by side', async () => {
    addLocale('de', () => Promise.resolve({ templates: { [idOfHello]: 'Hallo Test' } }));
    await loadWords('de');
    const page = await fixture<HTMLElement>(
      html`<div><vsw-test-inner lang="de"></vsw-test-inner><vsw-test-inner></vsw-test-inner></div>`,
    );
    const [german, english] = page.querySelectorAll<TestInner>('vsw-test-inner');
    expect(await wordsOf(german!)).to.equal('Hallo Test');
    expect(await wordsOf(english!)).to.equal('Hello test');
  });

  it('renders again when its words have arrived', async () => {
    let arrive = (_: { templates: Record<string, string> }) => {};
    addLocale('es', () => new Promise((resolve) => (arrive = resolve)));
    const inner = await fixture<TestInner>(html`<vsw-test-inner lang="es"></vsw-test-inner>`);
    expect(await wordsOf(inner)).to.equal('Hello test');
    arrive({ templates: { [idOfHello]: 'Hola' } });
    await nextFrame();
    expect(await wordsOf(inner)).to.equal('Hola');
  });

  it('follows setLocale, turns for Arabic, and tells screen readers', async () => {
    const outer = await setup();
    void setLocale('ar');
    await outer.updateComplete;
    expect(outer.inner(0).locale).to.equal('ar');
    expect(outer.lang).to.equal('ar');
    expect(getComputedStyle(outer).direction).to.equal('rtl');
    await setLocale(undefined);
    expect(outer.hasAttribute('lang')).to.equal(false);
    expect(outer.hasAttribute('dir')).to.equal(false);
  });

  it('leaves the direction to the page where the page says it', async () => {
    const page = await fixture<HTMLElement>(html`<div dir="rtl"><vsw-test-outer></vsw-test-outer></div>`);
    const outer = page.querySelector<TestOuter>('vsw-test-outer')!;
    expect(outer.direction).to.equal('rtl');
    expect(outer.hasAttribute('dir')).to.equal(false);
    page.dir = 'ltr';
    await nextFrame();
    expect(outer.direction).to.equal('ltr');
  });

  it('keeps what its author wrote on it', async () => {
    const outer = await setup(html`<vsw-test-outer lang="fr" dir="rtl"></vsw-test-outer>`);
    void setLocale('de');
    expect(outer.lang).to.equal('fr');
    expect(outer.direction).to.equal('rtl');
  });
});
