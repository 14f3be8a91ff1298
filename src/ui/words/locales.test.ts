import { expect, fixture, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { VswElement } from '../base-element.js';
import { close } from './common.js';

class TestWord extends VswElement {
  protected override render() {
    return html`<p>${close()}</p>`;
  }

  get text() {
    return this.renderRoot.querySelector('p')?.textContent;
  }
}
customElements.define('vsw-test-word', TestWord);

/** The languages whose words this page has fetched. */
const fetched = () =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => /\/words\/locales\/(\w+)\.js/.exec(name)?.[1])
    .filter((language) => language !== undefined);

describe('the words of other languages', () => {
  it('are not fetched by a page that is in English, or in a language without words', async () => {
    const english = await fixture<TestWord>(html`<vsw-test-word></vsw-test-word>`);
    expect(english.text).to.equal('Close');
    const british = await fixture<TestWord>(html`<vsw-test-word lang="en-GB"></vsw-test-word>`);
    expect(british.text).to.equal('Close');
    const finnish = await fixture<TestWord>(html`<vsw-test-word lang="fi"></vsw-test-word>`);
    expect(finnish.text).to.equal('Close');
    expect(fetched()).to.deep.equal([]);
  });

  it('are fetched one by one, when something of theirs is shown', async () => {
    const word = await fixture<TestWord>(html`<vsw-test-word lang="de-AT"></vsw-test-word>`);
    await waitUntil(() => word.text === 'Schließen');
    expect(fetched()).to.deep.equal(['de']);
    word.lang = 'ar';
    await waitUntil(() => word.text === 'إغلاق');
    expect(word.direction).to.equal('rtl');
    expect(fetched()).to.deep.equal(['de', 'ar']);
  });
});
