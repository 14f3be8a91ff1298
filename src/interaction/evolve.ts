import type { Fact } from './wire/facts.js';
import { isForContact } from './view.js';
import type { Assignment, Interaction, Leg, Party } from './state.js';
import { noVideo } from './state.js';
import { evolveVideo, withoutCamera } from './rules/video-state.js';

/** What a fact does to an interaction. Pure; the same code folds the log in the desk, in both pages and in tests. */
export function evolve(state: Interaction, fact: Fact): Interaction {
  const next = apply(state, fact);
  return { ...next, seq: state.seq + 1, contactSeq: state.contactSeq + (isForContact(fact) ? 1 : 0) };
}

function apply(state: Interaction, fact: Fact): Interaction {
  switch (fact.type) {
    case 'interaction-created':
      return created(state, fact);
    case 'privacy-agreed':
      return { ...state, privacy: fact.data.version };
    case 'content-saved': {
      const { kind, key, rev, hash } = fact.data;
      return { ...state, contents: { ...state.contents, [`${kind}/${key}`]: { rev, hash } } };
    }
    case 'queued':
      // Whoever comes next has to ask for video anew: consent was given to somebody else.
      return {
        ...state,
        phase: 'queued',
        queue: fact.data.queue,
        queuedAt: fact.at,
        front: fact.data.front,
        video: noVideo,
      };
    case 'offered': {
      const { assignment, agent, expiresAt } = fact.data;
      const offer: Assignment = {
        id: assignment,
        agent,
        status: 'offered',
        offeredAt: fact.at,
        until: expiresAt,
      };
      return { ...state, phase: 'alerting', assignments: [...state.assignments, offer] };
    }
    case 'offer-ended':
      return {
        ...assignment(state, fact.data.assignment, { status: fact.data.why, until: undefined }),
        phase: state.phase === 'alerting' ? 'queued' : state.phase,
      };
    case 'accepted':
      return accepted(state, fact);
    case 'owner-changed':
      return {
        ...state,
        owner: fact.data.party,
        parties: state.parties.map((party) => ({ ...party, role: roleOf(party, fact.data.party) })),
      };
    case 'leg-added':
      return changeParty(state, fact.data.party, (party) => ({
        legs: [...party.legs, newLeg(fact.data.leg)],
      }));
    case 'leg-taken-over':
      return changeLeg(state, fact.data.leg, { epoch: fact.data.epoch });
    case 'leg-removed':
      return {
        ...state,
        parties: state.parties.map((party) => ({
          ...party,
          legs: party.legs.filter((leg) => leg.id !== fact.data.leg),
        })),
      };
    case 'party-lost':
      return changeParty(state, fact.data.party, () => ({ lostUntil: fact.data.until }));
    case 'party-back':
      return changeParty(state, fact.data.party, () => ({ lostUntil: undefined }));
    case 'party-left':
      return partyLeft(state, fact.data.party, fact.at);
    case 'held':
      return changeParty(state, fact.data.party, () => ({ held: true, heldAt: fact.at }));
    case 'unheld':
      return changeParty(state, fact.data.party, () => ({ held: false, heldAt: undefined }));
    case 'video-requested':
    case 'video-request-ended':
    case 'video-enabled':
    case 'camera-set':
    case 'video-disabled':
      return { ...state, video: evolveVideo(state.video, fact) };
    case 'ended':
      return {
        ...state,
        phase: 'ended',
        endedAt: fact.at,
        endReason: fact.data.reason,
        owner: undefined,
        video: noVideo,
        parties: state.parties.map((party) => ({ ...party, ...gone, leftAt: party.leftAt ?? fact.at })),
      };
    case 'wrap-up-started':
      return assignment(state, fact.data.assignment, {
        status: 'wrap-up',
        wrapUpAt: fact.at,
        until: fact.data.until,
      });
    case 'assignment-done':
      return assignment(state, fact.data.assignment, { status: 'done', doneAt: fact.at, until: undefined });
    default:
      return unknownFact(fact);
  }
}

/** `readFact` keeps unknown types out; one that gets here would silently put two readers apart. */
function unknownFact(fact: never): never {
  throw new TypeError(`Nothing is known of the fact ${(fact as Fact).type}`);
}

const gone = { held: false, heldAt: undefined, lostUntil: undefined } as const;

function created(state: Interaction, fact: Fact & { type: 'interaction-created' }): Interaction {
  const { party, leg, room, source, direction, queue, contact, language, configVersion, policy } = fact.data;
  const first: Party = {
    id: party,
    kind: 'contact',
    role: 'contact',
    held: false,
    joinedAt: fact.at,
    legs: [newLeg(leg)],
  };
  const known = { source, direction, queue, configVersion, policy };
  return {
    ...state,
    ...known,
    contact,
    language,
    createdAt: fact.at,
    rooms: { main: room, side: [] },
    parties: [first],
  };
}

function accepted(state: Interaction, fact: Fact & { type: 'accepted' }): Interaction {
  const { party, agent, leg, assignment: offer } = fact.data;
  const joined: Party = {
    id: party,
    kind: 'agent',
    role: 'member',
    ...(agent === undefined ? {} : { agent }),
    held: false,
    joinedAt: fact.at,
    legs: [newLeg(leg)],
  };
  const connected: Interaction = {
    ...state,
    phase: 'connected',
    connectedAt: state.connectedAt ?? fact.at,
    parties: [...state.parties, joined],
  };
  if (offer === undefined) return connected;
  return assignment(connected, offer, { status: 'active', party, acceptedAt: fact.at, until: undefined });
}

function partyLeft(state: Interaction, id: string, at: number): Interaction {
  const left = changeParty(state, id, () => ({ ...gone, leftAt: at }));
  return {
    ...left,
    owner: left.owner === id ? undefined : left.owner,
    video: withoutCamera(left.video, id),
  };
}

const newLeg = (leg: Pick<Leg, 'id' | 'room' | 'kind'>): Leg => ({ ...leg, epoch: 1 });

const roleOf = (party: Party, owner: string): Party['role'] =>
  party.kind === 'contact' ? 'contact' : party.id === owner ? 'owner' : 'member';

function changeParty(state: Interaction, id: string, change: (party: Party) => Partial<Party>): Interaction {
  return {
    ...state,
    parties: state.parties.map((party) => (party.id === id ? { ...party, ...change(party) } : party)),
  };
}

function changeLeg(state: Interaction, id: string, change: Partial<Leg>): Interaction {
  const legs = (party: Party) => party.legs.map((leg) => (leg.id === id ? { ...leg, ...change } : leg));
  return { ...state, parties: state.parties.map((party) => ({ ...party, legs: legs(party) })) };
}

function assignment(state: Interaction, id: string, change: Partial<Assignment>): Interaction {
  return {
    ...state,
    assignments: state.assignments.map((one) => (one.id === id ? { ...one, ...change } : one)),
  };
}
