import type { AgentSessionState } from '../../interaction/index.js';
import * as words from '../../ui/words/agent.js';
import { wordsOf } from '../../ui/words/codes.js';
import { planned, readinessWords, stateWords } from './state-words.js';

export interface Announcement {
  readonly text: string;
  readonly alert?: boolean;
}

/** What a screen reader says. Ringing and calls are told by the offer and the session pane, so not here as well. */
export function announcementOf(
  next: AgentSessionState,
  previous: AgentSessionState | undefined,
): Announcement | undefined {
  if (!previous) return undefined;
  return troubleOf(next, previous) ?? stateOf(next, previous);
}

function troubleOf(next: AgentSessionState, previous: AgentSessionState): Announcement | undefined {
  if (next.failure && next.failure !== previous.failure) return codeText(next.failure);
  const { connection } = next;
  if (connection.state === previous.connection.state) return undefined;
  if (connection.state === 'signed-out') return codeText(connection.code);
  if (connection.state === 'retrying') return { text: words.deskGone() };
  const wasAway = previous.connection.state === 'retrying' || previous.connection.state === 'signed-out';
  return connection.state === 'live' && wasAway ? { text: words.backAgain() } : undefined;
}

function stateOf(next: AgentSessionState, previous: AgentSessionState): Announcement | undefined {
  const { view } = next;
  const before = previous.view;
  if (!view || !before) return undefined;
  const idle = view.state === 'ready' || view.state === 'not-ready' || view.state === 'logged-out';
  if (idle) {
    const text = stateWords(view);
    return view.state !== before.state || text !== stateWords(before)
      ? { text: words.nowIn(text) }
      : undefined;
  }
  if (before.agent.open.length === 0) return undefined;
  const text = readinessWords(planned(view.agent), view.notReadyReasons);
  const known = readinessWords(planned(before.agent), before.notReadyReasons);
  return text === known ? undefined : { text: words.nextWillBe(text) };
}

function codeText(code: string): Announcement {
  return { text: `${wordsOf(code).cause()} ${wordsOf(code).remedy()}`, alert: true };
}
