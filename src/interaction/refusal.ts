import type { AnyCommandBody } from './wire/commands.js';
import type { FactBody } from './wire/facts.js';
import type { RefusalCode } from './codes.js';
import type { Actor, Ask, Rule } from './rules/rule.js';
import { rules } from './rules/table.js';
import type { Interaction } from './state.js';

/**
 * Why `command` may not run now, or undefined if it may. The same rule disables a button, answers 409 in the desk and
 * drives the property tests.
 *
 * @param now an instant on the desk's clock, in milliseconds
 */
export function refusal(
  state: Interaction,
  command: AnyCommandBody & { readonly deadline?: number },
  actor: Actor,
  now: number,
): RefusalCode | undefined {
  if (state.seq === 0) return 'not-connected';
  if (command.deadline !== undefined && command.deadline < now) return 'stale-command';
  if (
    state.phase === 'new' &&
    command.type !== 'enqueue' &&
    actor.kind !== 'system' &&
    actor.kind !== 'backend'
  ) {
    return 'not-connected';
  }
  return ruleOf(command).refuse({ state, data: command.data, actor, now });
}

/** The facts a permitted command leads to, in order. Call it only after `refusal` said undefined. */
export function decide(
  state: Interaction,
  command: AnyCommandBody,
  actor: Actor,
  now: number,
  newId: () => string,
): readonly FactBody[] {
  const ask: Ask<unknown> = { state, data: command.data, actor, now };
  return ruleOf(command).facts(ask, newId);
}

// A command carries the data of its own type; the table pairs them, which the compiler cannot follow through a lookup.
function ruleOf(command: AnyCommandBody): Rule<unknown> {
  return rules[command.type] as Rule<unknown>;
}
