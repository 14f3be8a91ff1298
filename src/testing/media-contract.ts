import type { MediaIntent, MediaState, RefusalCode, RemoteLeg } from '../interaction/index.js';
import type { MediaActor } from './media-actor.js';

/** What a leg may do, as the desk would tell the media server. */
export interface Permit {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hear: boolean;
}

export type Actor = Pick<MediaActor, Exclude<keyof MediaActor, symbol>>;

/** A media server, a desk in front of it, and people: what the contract runs in. */
export interface MediaWorld {
  /** Somebody new at a page of their own. The same leg twice is the same person in a second tab. */
  actor(leg: string): Promise<Actor>;
  /** Takes effect on whoever is in the room, and on whoever comes. */
  permit(leg: string, permit: Permit): Promise<void>;
  /** The desk says no from now on, and removes the leg. */
  remove(leg: string, code: RefusalCode): Promise<void>;
  /** How often the desk says that it cannot answer now. */
  failAccess(leg: string, times: number): void;
  /** The media server dies and is back before the library gives up. */
  shortOutage(): Promise<void>;
  /** The media server dies and is back after the library gave up. */
  longOutage(): Promise<void>;
}

export interface MediaCase {
  readonly name: string;
  run(world: MediaWorld): Promise<void>;
}

export const all: Permit = { microphone: true, camera: true, hear: true };
export const voice: Permit = { microphone: true, camera: false, hear: true };
export const nothing: Permit = { microphone: false, camera: false, hear: false };

export const talk: MediaIntent = { microphone: true, camera: false, facing: 'user', devices: {} };
export const show: MediaIntent = { ...talk, camera: true };
export const quiet: MediaIntent = { ...talk, microphone: false };

const limitMs = 30_000;

/** Waits for something to become true; says what, when it does not. */
export async function until(what: string, holds: () => Promise<boolean>, ms = limitMs): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

export async function untilState(
  actor: Actor,
  what: string,
  holds: (state: MediaState) => boolean,
  room?: string,
): Promise<void> {
  let last: MediaState | undefined;
  try {
    await until(what, async () => holds((last = await actor.state(room))));
  } catch (error) {
    throw new Error(`${(error as Error).message}. ${actor.leg} is at ${JSON.stringify(last)}`);
  }
}

export const joined = (actor: Actor, room?: string) =>
  untilState(
    actor,
    `${actor.leg} is in the room`,
    ({ connection }) => connection.state === 'connected',
    room,
  );

export const seenOf = (state: MediaState, leg: string): RemoteLeg | undefined =>
  state.remote.find((one) => one.leg === leg);

export const untilHears = (actor: Actor, leg: string, room?: string) =>
  until(`${actor.leg} hears ${leg}`, async () => ((await actor.loudest(room))[leg] ?? 0) > 0.01);

/** Nothing for a second, after what was under way has arrived. */
export async function untilSilent(actor: Actor, leg: string, room?: string): Promise<void> {
  let since: number | undefined;
  await until(`${actor.leg} hears nothing of ${leg}`, async () => {
    const silent = ((await actor.loudest(room))[leg] ?? 0) < 0.005;
    since = silent ? (since ?? Date.now()) : undefined;
    return since !== undefined && Date.now() - since > 1000;
  });
}

export const untilPlays = (actor: Actor, handle: string) =>
  until(`${actor.leg} sees ${handle}`, () => actor.plays(handle));

export function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** Two people who talk. */
export async function pair(world: MediaWorld, intent: MediaIntent = talk): Promise<readonly [Actor, Actor]> {
  const [anna, maria] = [await world.actor('anna'), await world.actor('maria')];
  await Promise.all([anna.open(intent), maria.open(intent)]);
  await Promise.all([joined(anna), joined(maria)]);
  return [anna, maria];
}
