import type { Fact, SessionState } from '../../interaction/index.js';
import * as words from '../../ui/words/contact.js';
import { nameOf } from '../parts/names.js';
import { agentName } from './screen.js';

export interface Announcement {
  readonly text: string;
  /** Said at once, over everything else. */
  readonly alert?: boolean;
}

/** What a screen reader says on the contact's page. */
export function announcementOf(fact: Fact, state: SessionState): Announcement | undefined {
  const name = agentName(state) ?? words.yourAgent();
  const own = state.me?.party;
  switch (fact.type) {
    case 'accepted':
      return { text: words.speakingWith(nameOf(state, fact.data.party) ?? name) };
    case 'queued':
      return { text: words.findingSomebody() };
    case 'held':
      return fact.data.party === own ? { text: words.onHold() } : undefined;
    case 'unheld':
      return fact.data.party === own ? { text: words.speakingWith(name) } : undefined;
    case 'video-requested':
      return fact.data.by === own
        ? { text: words.waitingForAnswer(name) }
        : { text: words.asksToSee(name), alert: true };
    case 'video-request-ended':
      if (fact.data.why === 'declined') return { text: words.noVideoNow(name) };
      return fact.data.why === 'lapsed' ? { text: words.nobodyAnswered() } : undefined;
    case 'video-enabled':
      return { text: fact.data.restarted ? words.videoAgain(name) : words.videoStarted() };
    case 'video-disabled':
      return { text: words.videoStopped() };
    case 'party-lost':
      return fact.data.party === own ? undefined : { text: words.agentAway(name), alert: true };
    case 'ended':
      return { text: words.callEnded() };
    default:
      return undefined;
  }
}
