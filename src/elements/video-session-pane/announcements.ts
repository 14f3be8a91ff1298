import type { Fact, SessionState } from '../../interaction/index.js';
import { contactOf } from '../../interaction/index.js';
import * as words from '../../ui/words/session.js';
import { contactName } from '../parts/names.js';

/** What a screen reader says when something happened in the call; nothing for what the person did by themselves elsewhere. */
export function announcementOf(
  fact: Fact,
  state: SessionState,
): { text: string; alert?: boolean } | undefined {
  const name = contactName(state) ?? words.contact();
  const contact = state.interaction && contactOf(state.interaction)?.id;
  switch (fact.type) {
    case 'accepted':
      return { text: words.connected() };
    case 'held':
      return { text: words.onHold() };
    case 'unheld':
      return { text: words.connected() };
    case 'video-requested':
      return { text: fact.data.by === contact ? words.asksForVideo(name) : words.asking(name) };
    case 'video-request-ended':
      if (fact.data.why === 'declined') return { text: words.declined(name) };
      return fact.data.why === 'lapsed' ? { text: words.lapsed() } : undefined;
    case 'video-enabled':
      return { text: fact.data.restarted ? words.videoRestarted() : words.videoIsOn() };
    case 'video-disabled':
      return { text: words.videoIsOff() };
    case 'party-lost':
      return fact.data.party === contact ? { text: words.away(name), alert: true } : undefined;
    case 'party-back':
      return fact.data.party === contact ? { text: words.connected() } : undefined;
    case 'ended':
      return { text: words.endReasons[fact.data.reason]?.() ?? words.ended() };
    case 'assignment-done':
      return { text: words.done() };
    default:
      return undefined;
  }
}
