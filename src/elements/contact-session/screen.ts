import type { SessionState } from '../../interaction/index.js';
import { agentsIn, contactOf, ownLeg } from '../../interaction/index.js';
import { nameOf } from '../parts/names.js';

/** What the phone shows. Derived from the session, so that a reload comes back to the same screen. */
export type Screen = 'start' | 'loading' | 'waiting' | 'call' | 'held' | 'agent-away' | 'ended';

export function screenOf(state: SessionState | undefined): Screen {
  if (!state) return 'start';
  const { interaction, connection } = state;
  // A phone that slept over the end finds no way back and never hears the fact.
  if (connection.state === 'signed-out' && connection.code === 'call-ended') return 'ended';
  if (!interaction) return 'loading';
  if (interaction.phase === 'ended') return 'ended';
  if (interaction.phase !== 'connected') return 'waiting';
  if (agentsIn(interaction).every((agent) => agent.lostUntil !== undefined)) return 'agent-away';
  return contactOf(interaction)?.held ? 'held' : 'call';
}

/** Who speaks for the company: the owner, or whoever is there. */
export function agentName(state: SessionState): string | undefined {
  const { interaction } = state;
  if (!interaction) return undefined;
  return nameOf(state, interaction.owner ?? agentsIn(interaction)[0]?.id);
}

/** Sound goes through another device of the same person; here it would be an echo. */
export function onlyFilms(state: SessionState): boolean {
  return ownLeg(state)?.kind === 'camera-only';
}

/** How long the contact has been on hold, in milliseconds. */
export function heldFor({ interaction }: SessionState, now: number): number {
  const since = interaction && contactOf(interaction)?.heldAt;
  return Math.max(0, now - (since ?? now));
}

/** What the timers on the screen count from. */
export function ticksFrom({ interaction }: Partial<SessionState> = {}): number | undefined {
  if (!interaction || interaction.phase === 'ended') return undefined;
  return interaction.connectedAt ?? interaction.createdAt;
}
