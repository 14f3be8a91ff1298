import assert from 'node:assert/strict';
import type { AssignmentStatus, FactType, Interaction, Phase } from './index.js';
import {
  agentsIn,
  contactOf,
  deadlinesOf,
  grantsFor,
  isHeardByContact,
  readFact,
  refusalCodes,
  systemCommandData,
  view,
} from './index.js';
import { always, alwaysAll, canonical } from './properties.test.support.js';
import { agents } from './actions.test.support.js';

const phaseSteps: Record<Phase, readonly Phase[]> = {
  new: ['queued', 'ended'],
  queued: ['alerting', 'ended'],
  alerting: ['queued', 'connected', 'ended'],
  connected: ['queued', 'ended'],
  ended: [],
};

const assignmentSteps: Record<AssignmentStatus, readonly AssignmentStatus[]> = {
  offered: ['active', 'declined', 'timed-out', 'withdrawn'],
  active: ['wrap-up'],
  'wrap-up': ['done'],
  done: [],
  declined: [],
  'timed-out': [],
  withdrawn: [],
};

const afterTheEnd: ReadonlySet<FactType> = new Set(['wrap-up-started', 'assignment-done', 'content-saved']);
const isOpen = (status: AssignmentStatus) =>
  status === 'offered' || status === 'active' || status === 'wrap-up';

always('no step of a call is skipped', () => ({
  step({ before, fact, after }) {
    if (before.phase === after.phase) return;
    assert.ok(
      phaseSteps[before.phase].includes(after.phase),
      `${fact.type}: ${before.phase} → ${after.phase}`,
    );
  },
}));

always("no step of an agent's part is skipped", () => ({
  step({ before, fact, after }) {
    for (const { id, status } of after.assignments) {
      const was = before.assignments.find((one) => one.id === id)?.status;
      if (was === undefined) assert.equal(status, 'offered');
      else if (was !== status)
        assert.ok(assignmentSteps[was].includes(status), `${fact.type}: ${was} → ${status}`);
    }
    assert.ok(after.assignments.length >= before.assignments.length, 'parts are never forgotten');
  },
}));

always('an agent has at most one open part in an interaction, and one place in it', () => ({
  step({ after }) {
    const open = after.assignments.filter((one) => isOpen(one.status)).map((one) => one.agent);
    assert.equal(new Set(open).size, open.length, `open twice: ${open.join()}`);
    const present = agentsIn(after).map((party) => party.agent);
    assert.equal(new Set(present).size, present.length, `present twice: ${present.join()}`);
  },
}));

always('an agent never has more open parts than their capacity, and one offer at a time', () => ({
  rest({ people, settings, logs }) {
    if (!settings.routed) return;
    for (const agent of people.values()) {
      assert.ok(agent.open.length <= settings.capacity, `${agent.open.length} of ${settings.capacity}`);
      assert.ok(agent.open.filter((one) => one.status === 'offered').length <= 1);
      const inLogs = logs.flatMap(({ state }) =>
        state.assignments.filter((one) => one.agent === agent.id && isOpen(one.status)),
      );
      assert.deepEqual(
        agent.open.map((one) => `${one.assignment} ${one.status}`).toSorted(),
        inLogs.map((one) => `${one.id} ${one.status}`).toSorted(),
      );
    }
  },
}));

always('a connected call has an agent in it and exactly one owner', () => ({
  answer({ after }) {
    const owners = after.parties.filter((party) => party.role === 'owner' && party.leftAt === undefined);
    if (after.phase !== 'connected') return assert.equal(after.owner, undefined);
    assert.deepEqual(
      owners.map((party) => party.id),
      [after.owner],
    );
    assert.ok(agentsIn(after).some((party) => party.id === after.owner));
  },
}));

always('every command ends in facts, or in a refusal with a code and nothing changed', () => ({
  answer({ refused, facts, before, after, command }) {
    if (refused === undefined) return assert.ok(facts.length > 0, `${command.type} led to nothing`);
    assert.ok(refused in refusalCodes, refused);
    assert.equal(after, before);
  },
}));

always('a stranger changes nothing', () => ({
  answer({ actor, before, after, command }) {
    if (actor.kind !== 'agent' && actor.kind !== 'contact') return;
    const here =
      actor.kind === 'agent'
        ? before.parties.some((one) => one.agent === actor.agent && one.leftAt === undefined)
        : before.parties.some((one) => one.id === actor.party);
    const asked =
      actor.kind === 'agent' &&
      before.assignments.some((one) => one.agent === actor.agent && isOpen(one.status));
    if (!here && !asked) assert.equal(after, before, command.type);
  },
}));

always('only the desk itself may ask what belongs to the desk', () => ({
  answer({ actor, refused, command }) {
    if (command.type in systemCommandData && (actor.kind === 'agent' || actor.kind === 'contact'))
      assert.notEqual(refused, undefined);
  },
}));

always('a call ends once, and after it come only wrap-up and what was written', () => ({
  step({ before, fact }) {
    if (before.phase === 'ended') assert.ok(afterTheEnd.has(fact.type), `${fact.type} after the end`);
  },
}));

always('whoever talked gets wrap-up, however it ended, and no offer rings on', () => ({
  answer({ before, after }) {
    for (const part of before.assignments) {
      const now = after.assignments.find((one) => one.id === part.id);
      const gone =
        after.phase === 'ended' || after.parties.find((one) => one.id === part.party)?.leftAt !== undefined;
      if (part.status === 'active' && gone) assert.equal(now?.status, 'wrap-up');
      if (part.status === 'offered' && after.phase === 'ended') assert.equal(now?.status, 'withdrawn');
    }
  },
}));

always("an agent's microphone never reaches two contacts", () => ({
  rest({ logs }) {
    for (const agent of agents) {
      const heard = logs.filter(({ state }) => isHeardByContact(state, agent));
      assert.ok(heard.length <= 1, `${agent} is heard in ${heard.length} calls`);
    }
  },
}));

always('nobody who is held, waits, left or is after the end sends or hears anything', () => ({
  step({ after }) {
    for (const party of after.parties) {
      for (const leg of party.legs) {
        const grants = grantsFor(after, leg.id);
        if (after.phase === 'ended' || party.leftAt !== undefined) assert.equal(grants, undefined);
        if (!grants) continue;
        assert.equal(grants.canPublish, grants.sources.length > 0, 'an empty list would allow every source');
        assert.equal(grants.room, leg.room);
        if (party.held || after.phase !== 'connected') {
          assert.deepEqual(grants, {
            room: leg.room,
            canPublish: false,
            sources: [],
            canSubscribe: false,
            canPublishData: false,
          });
        }
        if (leg.kind === 'camera-only') assert.ok(!grants.sources.includes('microphone'));
      }
    }
  },
}));

always('folding what the contact receives gives the view of what happened, at every step', () => ({
  step({ after }, { logs }) {
    const log = logs.find((one) => one.state === after);
    assert.equal(canonical(log?.contactState), canonical(view(after, 'contact')));
  },
}));

always("the contact's stream is numbered without gaps and names no agent, note, part or reason", () => ({
  step({ after }, { logs }) {
    const log = logs.find((one) => one.state === after);
    const last = log?.contactFacts.at(-1);
    assert.equal(last?.seq, log?.contactFacts.length);
    assert.equal(after.contactSeq, log?.contactFacts.length);
    const text = JSON.stringify([last, view(after, 'contact')]);
    assert.ok(!text.includes('secret'), text.match(/.{40}secret.{20}/)?.[0]);
  },
}));

always('every fact survives the way through JSON and its schema', () => ({
  step({ fact }, { logs }) {
    const read = readFact(JSON.parse(JSON.stringify(fact)));
    assert.equal(read.kind, 'fact');
    if (read.kind === 'fact') assert.equal(canonical(read.fact), canonical(fact));
    const last = logs.find((one) => one.facts.at(-1) === fact)?.contactFacts.at(-1);
    const theirs = last && readFact(last);
    if (theirs) assert.equal(theirs.kind === 'fact' && canonical(theirs.fact), canonical(last));
  },
}));

const sameAgain: ReadonlySet<FactType> = new Set(['camera-set']);
const withoutPlace = ({ seq: _seq, contactSeq: _contact, ...rest }: Interaction) => canonical(rest);

always('every fact changes something', () => ({
  step({ before, fact, after }) {
    assert.equal(after.seq, before.seq + 1);
    if (!sameAgain.has(fact.type)) assert.notEqual(withoutPlace(after), withoutPlace(before), fact.type);
  },
}));

always('a deadline that is due is accepted, and does not stand any more', () => ({
  answer({ due, refused, after }) {
    if (!due) return;
    assert.equal(refused, undefined, due.key);
    assert.ok(!deadlinesOf(after).some((one) => one.key === due.key && one.at === due.at), due.key);
  },
}));

always('a deadline that does not stand any more changes nothing', () => ({
  answer({ due, actor, command, before, refused }, { now, deadlines }) {
    const fromDesk = actor.kind === 'system' || actor.kind === 'backend';
    const timesOut = command.type === 'end-by-system' && command.data.reason === 'timed-out';
    const waits = command.type === 'give-up-on' || command.type === 'lapse-video-request' || timesOut;
    if (due || !fromDesk || !waits || refused !== undefined) return;
    const stands = deadlinesOf(before).some(
      (one) => one.at <= now && canonical(one.command) === canonical(command),
    );
    assert.ok(stands, `${command.type} ran although nothing was due (${deadlines.length} known)`);
  },
}));

always('one deadline of each key stands at a time', () => ({
  step({ after }) {
    const keys = deadlinesOf(after).map((one) => one.key);
    assert.equal(new Set(keys).size, keys.length, keys.join());
  },
}));

always('the contact is in the call from its beginning to its end', () => ({
  step({ after }) {
    const contact = contactOf(after);
    assert.equal(contact?.leftAt, after.endedAt);
  },
}));

always('a contact who is not on hold has somebody to talk to', () => ({
  answer({ after }) {
    if (after.phase !== 'connected' || contactOf(after)?.held) return;
    assert.ok(agentsIn(after).some((agent) => !agent.held));
  },
}));

alwaysAll('all of this holds in ten thousand histories');
