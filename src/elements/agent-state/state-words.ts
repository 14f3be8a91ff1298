import type { Agent, AgentView, Choice } from '../../interaction/index.js';
import * as words from '../../ui/words/agent.js';

/** What an agent does now, in words. */
export function stateWords({ state, agent, notReadyReasons }: AgentView): string {
  switch (state) {
    case 'logged-out':
      return words.loggedOut();
    case 'ready':
      return words.ready();
    case 'not-ready':
      return readinessWords(agent, notReadyReasons);
    case 'ringing':
      return words.ringing();
    case 'on-a-call':
      return words.onACall();
    case 'after-call-work':
      return words.afterCallWork();
    default:
      return state satisfies never;
  }
}

/** What an agent will be when everything open is done. */
export function planned(agent: Agent): { readonly ready: boolean; readonly reason?: string } {
  return agent.next ?? agent;
}

export function readinessWords(
  { ready, reason }: { readonly ready: boolean; readonly reason?: string },
  reasons: readonly Choice[],
): string {
  if (ready) return words.ready();
  const label = reason && (reasons.find(({ id }) => id === reason)?.label ?? own[reason]?.() ?? reason);
  return label ? words.notReadyFor(label) : words.notReady();
}

const own: Readonly<Record<string, () => string>> = {
  'no-answer': words.noAnswer,
  'connection-lost': words.connectionLost,
};
