import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { it } from 'node:test';
import type { Fact } from 'video-session-window/interaction';
import type { Change, Desk } from '../../core/types.js';
import { startHouse } from '../testing/house.js';
import { isType } from '../testing/stream-reader.js';

const FACTS = 40_000;
const PADDING = 'x'.repeat(2000);

/** A desk on which one interaction has as many facts as a test says. */
function flooding() {
  const flood = { interaction: '', last: 0, read: 0, listeners: new Set<(change: Change) => void>() };
  const fact = (seq: number): Fact => ({
    id: `f${seq}`,
    seq,
    type: 'content-saved',
    v: 1,
    at: 0,
    actor: { kind: 'system' },
    data: { kind: 'name', key: 'someone', rev: seq, hash: 'x'.repeat(43) },
  });
  const wrapDesk = (desk: Desk): Desk => ({
    ...desk,
    async factsAfter(interaction, audience, seq, limit) {
      if (interaction !== flood.interaction) return desk.factsAfter(interaction, audience, seq, limit);
      const count = Math.max(0, Math.min(limit, flood.last - seq));
      flood.read += count;
      const contents = [{ kind: 'name' as const, key: 'someone', rev: 1, at: 0, value: PADDING }];
      return Array.from({ length: count }, (_, index) => ({ fact: fact(seq + index + 1), contents }));
    },
    async access(who, interaction) {
      const found = await desk.access(who, interaction);
      if (!found || interaction !== flood.interaction) return found;
      return {
        ...found,
        loaded: { ...found.loaded, state: { ...found.loaded.state, contactSeq: flood.last } },
      };
    },
    onChange(listener) {
      flood.listeners.add(listener);
      return desk.onChange(listener);
    },
  });
  const change = (): void => {
    for (const listener of flood.listeners)
      listener({ kind: 'interaction', tenant: 'acme', id: flood.interaction, seq: flood.last });
  };
  return { flood, wrapDesk, change };
}

it('a reader that stops reading costs no memory, and gets the state as it is when it reads again', async (t) => {
  const { flood, wrapDesk, change } = flooding();
  const house = await startHouse({ wrapDesk });
  t.after(() => house.stop());
  const session = await house.contact();
  const loaded = await house.desk.load(session.interaction);
  flood.last = loaded?.state.contactSeq ?? 0;
  flood.interaction = session.interaction;
  const responses: ServerResponse[] = [];
  house.server.on('request', (_request, response: ServerResponse) => responses.push(response));

  const stream = await house.stream(session.token);
  await stream.until(isType('snapshot'));
  stream.pause();
  const most = { buffered: 0, read: 0 };
  // Facts keep coming as fast as they are read, until the desk reads no more of them for this reader.
  const begin = flood.last;
  for (let quiet = 0; quiet < 200;) {
    const before = flood.read;
    if (begin + flood.read === flood.last) flood.last += 100;
    change();
    await new Promise((resolve) => setImmediate(resolve));
    quiet = flood.read === before && responses.some((response) => response.writableNeedDrain) ? quiet + 1 : 0;
    most.buffered = Math.max(most.buffered, ...responses.map((response) => response.writableLength));
  }
  flood.last += FACTS;
  change();
  const readWhileStalled = flood.read;
  for (let i = 0; i < 100; i += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(flood.read - readWhileStalled <= 200, 'nothing is read for somebody who does not read');
  assert.ok(most.buffered < 256 * 1024, `${most.buffered} bytes were kept`);

  stream.resume();
  await stream.untilTrue(() => stream.messages.filter(isType('snapshot')).length === 2);
  const resync = stream.messages.findLast(isType('snapshot'));
  assert.equal(resync?.state.seq, flood.last);
  flood.last += 1;
  change();
  await stream.untilTrue(() =>
    stream.messages.some((message) => message.type === 'fact' && message.fact.seq === flood.last),
  );
  const facts = stream.messages.filter(isType('fact')).map(({ fact }) => fact.seq);
  assert.equal(facts.at(-1), flood.last);
  assert.ok(
    facts.every((seq, index) => index === 0 || seq === (facts[index - 1] ?? 0) + 1 || seq === flood.last),
    'a gap without a snapshot',
  );
  stream.close();
});
