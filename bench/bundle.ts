/**
 * What a page has to load, in exact bytes. Before a call an agent's page has every tag of ours that an agent's page can
 * have; a contact's page has the screen with the button. With a call everything is counted that the page has then loaded.
 */
import { chunk, costOf, loadedWith } from './support/files.js';
import { floor } from './support/floor.js';
import { report } from './support/report.js';

const cdn = 'dist/cdn';
const kB = 1000;
const before = { requests: 2, gzip: 40 * kB };
/** Above the floor, with everything a call loads. `goal` is where we want to be, `limit` where nobody may go back to. */
const withCall = { goal: 35 * kB, limit: { agent: 70 * kB, contact: 58 * kB } };

const [agent, contact, agentCall, contactCall, livekit, base] = await Promise.all([
  loadedWith(cdn, 'video-session-window.js'),
  loadedWith(cdn, 'contact-session.js'),
  chunk(cdn, 'agent-call'),
  chunk(cdn, 'contact-call'),
  chunk(cdn, 'livekit-client'),
  floor(),
]);
const agentAll = await loadedWith(cdn, 'video-session-window.js', agentCall, livekit);
const contactAll = await loadedWith(cdn, 'contact-session.js', contactCall, livekit);
const costs = {
  floor: costOf(base.map(({ code }) => code)),
  agentBefore: costOf([...agent.values()]),
  contactBefore: costOf([...contact.values()]),
  agentWithCall: costOf([...agentAll.values()]),
  contactWithCall: costOf([...contactAll.values()]),
};
const above = {
  agent: costs.agentWithCall.gzip - costs.floor.gzip,
  contact: costs.contactWithCall.gzip - costs.floor.gzip,
};
const fits = [costs.agentBefore, costs.contactBefore].every(
  ({ requests, gzip }) => requests <= before.requests && gzip <= before.gzip,
);
const stays = above.agent <= withCall.limit.agent && above.contact <= withCall.limit.contact;
report({
  name: 'bundle',
  pass: fits && stays,
  figures: {
    unit: 'bytes',
    ...costs,
    aboveFloor: above,
    limits: { before, aboveFloor: withCall.limit },
    goals: {
      aboveFloor: withCall.goal,
      met: { agent: above.agent <= withCall.goal, contact: above.contact <= withCall.goal },
    },
  },
  n: 1,
  samples: {},
});
