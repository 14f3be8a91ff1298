import type { PartyOptions } from './party.js';
import { Party } from './party.js';
import type { World, WorldOptions } from './world.js';
import { startWorld } from './world.js';

/** Tones of the people in a story. */
export const tones = { anna: 700, maria: 1100 } as const;

export interface Cast {
  readonly world: World;
  /** The agent, before a green camera. */
  readonly anna: Party;
  /** The contact on a phone, before a red camera. */
  readonly maria: Party;
  close(): Promise<void>;
}

/** One agent and one contact, each in a browser process of their own, in a world of real servers. */
export async function castOf(
  options: WorldOptions = {},
  about: { anna?: Partial<PartyOptions>; maria?: Partial<PartyOptions> } = {},
): Promise<Cast> {
  const [world, anna, maria] = await Promise.all([
    startWorld(options),
    Party.launch('Anna', { camera: 'green', tone: tones.anna, ...about.anna }),
    Party.launch('Maria', { camera: 'red', tone: tones.maria, phone: true, ...about.maria }),
  ]);
  return {
    world,
    anna,
    maria,
    close: async () => {
      await Promise.all([anna.close(), maria.close()]);
      await world.close();
    },
  };
}

export async function goReady(agent: Party, address: string): Promise<void> {
  await agent.open(address);
  await chooseReady(agent);
  await stateIs(agent, 'Ready');
}

/** Somebody who waits already rings at once, so that *Ready* may never be seen. */
export async function chooseReady(agent: Party): Promise<void> {
  await stateIs(agent, /^Not ready/);
  const state = agent.page.locator('agent-state');
  await state.getByRole('button', { name: 'Change' }).click();
  const ready = { name: 'Ready', exact: true };
  await state.getByRole('menuitemcheckbox', ready).or(state.getByRole('menuitem', ready)).click();
}

/** Waits until the agent's state reads so. */
export async function stateIs(agent: Party, words: string | RegExp): Promise<void> {
  await agent.page
    .locator('agent-state')
    .getByText(words, { exact: true })
    .first()
    .waitFor({ state: 'visible' });
}

/** Agrees to the notice and calls. */
export async function call(contact: Party, address: string): Promise<void> {
  await contact.open(address);
  await contact.page.getByRole('checkbox', { name: /privacy/i }).check();
  await contact.press(/^call/i);
  await contact.reads(/please wait/i);
}

/** The agent takes the call; both hear each other. */
export async function accept(agent: Party, contact: Party): Promise<void> {
  await agent.press('Accept');
  await Promise.all([agent.hears(contact.options.tone), contact.hears(agent.options.tone)]);
}

/** From nothing to a voice call. */
export async function connect({ world, anna, maria }: Cast): Promise<void> {
  await goReady(anna, world.agentPage());
  await call(maria, world.contactPage());
  await accept(anna, maria);
}
