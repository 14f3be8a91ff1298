import { expect } from '@open-wc/testing';
import { whenUsed } from './when-used.js';

/** A page of its own, so that nothing of other tests stands in it. */
function page(): Document {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame.contentDocument!;
}

function loader() {
  let came: () => void = () => {};
  const loaded = new Promise<void>((resolve) => (came = resolve));
  let times = 0;
  const load = () => {
    times += 1;
    came();
    return Promise.resolve();
  };
  return { load, loaded, times: () => times };
}

describe('whenUsed', () => {
  it('loads at once what stands in the page already', () => {
    const { load, times } = loader();
    const own = page();
    own.body.append(own.createElement('late-tag'));
    whenUsed(own, 'late-tag', load);
    expect(times()).to.equal(1);
  });

  it('loads when the tag is put into the page, also inside something else, and only once', async () => {
    const { load, loaded, times } = loader();
    const own = page();
    whenUsed(own, 'late-tag', load);
    own.body.append(own.createElement('other-tag'));
    await Promise.resolve();
    expect(times()).to.equal(0);
    const main = own.createElement('main');
    main.append(own.createElement('late-tag'));
    own.body.append(main);
    await loaded;
    own.body.append(own.createElement('late-tag'));
    await Promise.resolve();
    expect(times()).to.equal(1);
  });
});
