import type { AgentCommand, AgentView } from '../../interaction/index.js';
import { agentRefusal } from '../../interaction/index.js';
import type { ActionButton } from '../../ui/controls.js';
import { wordsOf } from '../../ui/words/codes.js';
import * as words from '../../ui/words/agent.js';
import { planned, readinessWords } from './state-words.js';

export type Choosing = AgentCommand extends infer C ? (C extends unknown ? Omit<C, 'id'> : never) : never;

interface Readiness {
  readonly ready: boolean;
  readonly reason?: string;
}

/** What an agent may choose now. While something is open, the choice is what to be after it. */
export function choices(view: AgentView, choose: (command: Choosing) => void): readonly ActionButton[] {
  const { agent, notReadyReasons, state } = view;
  const pauses: readonly Readiness[] =
    notReadyReasons.length > 0
      ? notReadyReasons.map(({ id }) => ({ ready: false, reason: id }))
      : [{ ready: false }];
  const now = planned(agent);
  const out = state === 'logged-out';
  const readiness = (wanted: Readiness): ActionButton => ({
    part: `choice-${wanted.ready ? 'ready' : (wanted.reason ?? 'not-ready')}`,
    label: readinessWords(wanted, notReadyReasons),
    icon: wanted.ready ? 'check' : 'pause',
    pressed: !out && now.ready === wanted.ready && (wanted.ready || now.reason === wanted.reason),
    onPress: () => choose(commandFor(view, wanted)),
  });
  if (out) return [{ ...readiness({ ready: true }), label: words.signIn(), pressed: undefined }];
  return [readiness({ ready: true }), ...pauses.map(readiness), logOut(view, choose)];
}

function commandFor({ agent }: AgentView, { ready, reason }: Readiness): Choosing {
  const why = reason === undefined ? {} : { reason };
  // With room for more calls, "not ready" has to keep them away now, and not only when everything is done.
  if (agent.open.length > 0 && agent.capacity === 1) return { type: 'set-next', ready, ...why };
  return ready ? { type: 'set-ready' } : { type: 'set-not-ready', ...why };
}

function logOut({ agent }: AgentView, choose: (command: Choosing) => void): ActionButton {
  const code = agentRefusal(agent, { type: 'logged-out' });
  return {
    part: 'log-out',
    label: words.logOut(),
    icon: 'leave',
    reason: code && wordsOf(code).cause(),
    onPress: () => choose({ type: 'log-out' }),
  };
}
