import type { Party } from '#e2e/support/party.js';
import { rawRoom } from '#e2e/support/raw.js';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import { first, happens, moments, reset } from './stopwatch.js';

export interface CallTimes {
  /** The agent's click until the contact's sound is in an element of the agent's page. */
  readonly join: number;
  /** The contact's last click until their picture stands on the agent's page. */
  readonly video: number;
}

/** A call over livekit-client alone: the contact is in the room and speaks, the agent joins, the contact shows the camera. */
export async function rawCall(
  livekit: LiveKit,
  site: Site,
  name: string,
  agent: Party,
  contact: Party,
): Promise<CallTimes> {
  const [forAgent, forContact] = await rawRoom(livekit, site, name, ['agent', 'contact']);
  await Promise.all([agent.open(forAgent!), contact.open(forContact!)]);
  for (const { page } of [agent, contact])
    await page.waitForSelector('body[data-ready]', { state: 'attached' });
  await contact.press('Join');
  await contact.page.waitForFunction(() => raw.speaks());
  await reset(agent.page);
  await agent.press('Join');
  await happens(agent.page, 'audio shown');
  const joining = await moments(agent.page);
  const join = first(joining, 'audio shown') - first(joining, 'click');
  await agent.page.waitForFunction(() => raw.speaks());
  await Promise.all([reset(agent.page), reset(contact.page)]);
  await contact.press('Camera');
  await happens(agent.page, 'frame');
  const video = first(await moments(agent.page), 'frame') - first(await moments(contact.page), 'click');
  await Promise.all([agent, contact].map(({ page }) => page.evaluate(() => raw.leave())));
  return { join, video };
}

declare global {
  /** What the raw page puts on `globalThis`. */
  const raw: { speaks(): boolean; leave(): Promise<void> };
}
