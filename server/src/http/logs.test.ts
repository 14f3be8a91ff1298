import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { startHouse } from './testing/house.js';
import { isType } from './testing/stream-reader.js';

it('no token, key, link, query or content stands in any line of the log', async (t) => {
  const house = await startHouse({
    wrapDesk: (desk) => ({
      ...desk,
      // An error that quotes what it was given, as errors do.
      history: (who, query) =>
        Promise.reject(new Error(`cannot read ${JSON.stringify([who, query])} ${secrets.join(' ')}`)),
    }),
  });
  t.after(() => house.stop());
  const secrets: string[] = [];
  const call = await house.callToken('acme', { contact: { ref: 'ref-private', name: 'Private Name' } });
  const body = { id: randomUUID(), privacy: { version: '1' }, subject: 'Private subject' };
  const session = (await house.post('/v1/calls', body, call)).body;
  const { agent, session: other } = await house.connected('logged');
  const link = (await house.post(`/v1/interactions/${other.interaction}/links`, { kind: 'browser' }, agent))
    .body;
  secrets.push(call, agent, String(session['token']), String(session['key']), String(link['token']));
  for (const token of [agent, String(session['token'])]) {
    const stream = await house.stream(token);
    await stream.until(isType('snapshot'));
    stream.close();
  }
  await house.post('/v1/links/claim', { token: link['token'], privacy: { version: '1' } });
  await house.post('/v1/links/claim', { token: link['token'], privacy: { version: '1' } });
  await house.post('/v1/session', { key: session['key'] });
  await house.get(`/v1/history?contact=ref-private&access_token=${agent}`, agent);
  await house.get(`/v1/nothing/${agent}?token=${agent}`);
  await house.request('POST', `/v1/interactions/${agent}/commands`, agent, '{broken');
  await house.get('/v1/events', `${agent}tampered`);

  const log = house.lines.join('');
  assert.ok(house.lines.length >= 14, 'every request is logged');
  for (const secret of [...secrets, 'Private', '?', 'access_token'])
    assert.ok(!log.includes(secret), `${secret.slice(0, 12)}… stands in the log`);
  for (const line of house.lines) JSON.parse(line);
  assert.match(log, /"route":"\/v1\/interactions\/:id\/commands"/);
});
