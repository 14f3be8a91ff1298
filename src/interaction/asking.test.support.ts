import type { Actor, AnyCommandBody, Interaction } from './index.js';
import { agentsIn, contactOf } from './index.js';
import type { Action } from './actions.test.support.js';
import { agents, everybody, isSystemCommand } from './actions.test.support.js';

/** Mostly those in the call, sometimes anybody else. */
export function actorFor(
  { kind, who, pick }: Action,
  state: Interaction,
  others: readonly Interaction[],
): Actor {
  if (isSystemCommand(kind) && who < 8) return { kind: who % 2 ? 'system' : 'backend' };
  const present = agentsIn(state);
  if (who < 5 && present.length > 0)
    return { kind: 'agent', agent: present[pick % present.length]?.agent ?? 'secret-mallory' };
  if (who < 8) return { kind: 'contact', party: contactOf(state)?.id ?? 'nobody' };
  if (who === 8) return { kind: 'agent', agent: everybody[pick % everybody.length] as string };
  const stranger = others[0];
  return {
    kind: 'contact',
    party: (pick % 2 ? stranger && contactOf(stranger)?.id : undefined) ?? 'stranger',
  };
}

/** A command of a kind, with data that mostly fits. */
export function commandFor(
  { kind, pick, flag }: Pick<Action, 'kind' | 'pick' | 'flag'>,
  state: Interaction,
  newId: (prefix: string) => string,
): AnyCommandBody {
  const assignment = state.assignments.at(-1 - (pick % 3))?.id ?? state.assignments.at(-1)?.id ?? 'none';
  const party = state.parties[pick % (state.parties.length + 1)]?.id ?? 'nobody';
  const legs = state.parties.flatMap((one) => one.legs);
  const reason = flag ? { reason: 'secret-reason' } : {};
  switch (kind as AnyCommandBody['type']) {
    case 'accept':
    case 'ring-out':
    case 'withdraw':
    case 'end-wrap-up':
    case 'mark-done':
      return { type: kind, data: { assignment } } as AnyCommandBody;
    case 'decline':
      return { type: 'decline', data: { assignment, ...reason } };
    case 'enable-video':
      return { type: 'enable-video', data: { camera: flag } };
    case 'answer-video':
      return { type: 'answer-video', data: { agree: pick !== 0, camera: flag } };
    case 'set-camera':
      return { type: 'set-camera', data: { on: flag } };
    case 'hold':
    case 'unhold':
      return { type: kind, data: pick > 2 ? {} : { party } } as AnyCommandBody;
    case 'take-over':
      return { type: 'take-over', data: { leg: legs[pick % (legs.length + 1)]?.id ?? 'none' } };
    case 'enqueue':
      return { type: 'enqueue', data: { front: flag } };
    case 'offer':
      return {
        type: 'offer',
        data: { assignment: newId('secret-assignment'), agent: agents[pick % agents.length] as string },
      };
    case 'report-absence':
    case 'report-presence':
    case 'give-up-on':
      return { type: kind, data: { party } } as AnyCommandBody;
    case 'agree-privacy':
      return { type: 'agree-privacy', data: { version: newId('v') } };
    case 'save-content':
      return { type: 'save-content', data: contentFor(party, pick, newId) };
    case 'add-leg':
      return {
        type: 'add-leg',
        data: { party, leg: newId('leg'), kind: flag ? 'browser' : 'camera-only' },
      };
    case 'end-by-system':
      return { type: 'end-by-system', data: { reason: flag ? 'timed-out' : 'system' } };
    default:
      return { type: kind, data: {} } as AnyCommandBody;
  }
}

function contentFor(party: string, pick: number, newId: (prefix: string) => string) {
  const kind = (['name', 'subject', 'note', 'attached-data', 'reason'] as const)[pick % 5] ?? 'name';
  const open = kind === 'name' || kind === 'subject';
  return {
    party,
    kind,
    key: open ? party : 'secret-key',
    rev: 1,
    hash: newId(open ? 'hash' : 'secret-hash').padEnd(43, '_'),
  };
}
