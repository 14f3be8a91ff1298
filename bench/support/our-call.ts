import { setTimeout as pause } from 'node:timers/promises';
import type { Party } from '#e2e/support/party.js';
import { call } from '#e2e/support/story.js';
import type { World } from '#e2e/support/world.js';
import type { CallTimes } from './raw-call.js';
import { first, happens, last, moments, reset } from './stopwatch.js';

/** People take a moment between seeing and pressing; what is prepared meanwhile is meant to be. */
const MOMENT_MS = 1000;

/** Time of our own code on the page's main thread, between what comes in and what goes out. */
export interface OwnTimes {
  /** Accept pressed until the command is on its way. */
  readonly press: number;
  /** Told by the desk until livekit-client is asked to connect. */
  readonly told: number;
  /** A track subscribed until it is in its element. */
  readonly attach: number;
}

/** A call through our elements: the same people, the same tracks, and everything that consent asks for. */
export async function ourCall(
  world: World,
  agent: Party,
  contact: Party,
): Promise<CallTimes & { readonly own: OwnTimes }> {
  await call(contact, world.contactPage());
  await agent.page.getByRole('button', { name: 'Accept', exact: true }).first().waitFor();
  await pause(MOMENT_MS);
  await reset(agent.page);
  await agent.press('Accept');
  await happens(agent.page, 'audio shown');
  const joining = await moments(agent.page);
  const click = first(joining, 'click');
  const heard = first(joining, 'audio shown');
  await agent.press('Enable Video Stream');
  await contact.page.getByRole('button', { name: 'Show camera' }).waitFor();
  await pause(MOMENT_MS);
  await Promise.all([reset(agent.page), reset(contact.page)]);
  await contact.press('Show camera');
  await happens(agent.page, 'frame');
  const video = first(await moments(agent.page), 'frame') - first(await moments(contact.page), 'click');
  await agent.press('Disconnect');
  await agent.press('Mark Done');
  await agent.reads('No call');
  const connect = first(joining, 'connect');
  const subscribed = last(joining, 'track-subscribed', heard);
  const own = {
    press: joining.find(({ what, at }) => what.endsWith('/commands') && at >= click)!.at - click,
    told: connect - last(joining, 'chunk', connect),
    attach: first(joining, 'attached', subscribed) - subscribed,
  };
  return { join: heard - click, video, own };
}
