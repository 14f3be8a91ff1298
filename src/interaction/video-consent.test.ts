import assert from 'node:assert/strict';
import type { Interaction, Party } from './index.js';
import { contactOf, grantsFor, partyOf } from './index.js';
import { always, alwaysAll } from './properties.test.support.js';
import type { Answer } from './world.test.support.js';

/**
 * What people have said about video, kept apart from the rules: whose camera each of them agreed to show, and whether the
 * contact's agreement still stands.
 */
class Consent {
  /** What each party said last about their own camera. */
  readonly shows = new Map<string, boolean>();
  contactAgreed = false;

  hear({ actor, command, before, after, refused, facts }: Answer): void {
    if (refused) return;
    const contact = contactOf(before);
    const who = askingParty(before, actor);
    const byContact = who !== undefined && who === contact;
    if (who && (command.type === 'enable-video' || command.type === 'answer-video')) {
      const agrees = command.type === 'enable-video' || command.data.agree;
      if (agrees) this.shows.set(who.id, command.data.camera);
    }
    if (who && command.type === 'set-camera') {
      this.shows.set(who.id, command.data.on);
      if (byContact) this.contactAgreed = command.data.on;
    }
    if (before.video.phase !== 'on' && after.video.phase === 'on') {
      const asked = partyOf(before, before.video.ask?.by);
      if (byContact || asked === contact) this.contactAgreed = true;
    }
    if (command.type === 'disable-video' && byContact) this.contactAgreed = false;
    const takenBack = facts.some(
      (fact) => fact.type === 'video-request-ended' && fact.data.why === 'cancelled',
    );
    if (takenBack && before.video.ask?.by === contact?.id) this.contactAgreed = false;
    const startsAnew = after.phase !== 'connected';
    if (startsAnew) {
      this.contactAgreed = false;
      this.shows.clear();
    }
  }
}

function askingParty(state: Interaction, actor: Answer['actor']): Party | undefined {
  if (actor.kind === 'contact') return partyOf(state, actor.party);
  return actor.kind === 'agent'
    ? state.parties.find((one) => one.agent === actor.agent && one.leftAt === undefined)
    : undefined;
}

/** One `Consent` for each interaction. */
function consents() {
  const all = new Map<string, Consent>();
  return (id: string): Consent => {
    const known = all.get(id) ?? new Consent();
    all.set(id, known);
    return known;
  };
}

always('a camera is let through only while its owner wants it shown, in a video both sides agreed to', () => {
  const of = consents();
  return {
    answer(answer) {
      const { after, command } = answer;
      const consent = of(after.id);
      consent.hear(answer);
      for (const party of after.parties) {
        for (const leg of party.legs) {
          if (!grantsFor(after, leg.id)?.sources.includes('camera')) continue;
          assert.equal(
            consent.shows.get(party.id),
            true,
            `${party.kind} never wanted to be seen (${command.type})`,
          );
          const contact = contactOf(after);
          const silenced = contact && party !== contact && consent.shows.get(contact.id) === undefined;
          assert.ok(!silenced, 'the contact has not said anything yet');
        }
      }
    },
  };
});

always('video restarts in one press only while what the contact agreed to stands', () => {
  const of = consents();
  return {
    answer(answer) {
      const { before, actor, command, refused, facts } = answer;
      const agreed = of(before.id).contactAgreed;
      of(before.id).hear(answer);
      if (refused || actor.kind !== 'agent' || command.type !== 'enable-video') return;
      const crosses = before.video.phase === 'asking';
      const last = facts.at(-1);
      if (crosses) assert.equal(last?.type, 'video-enabled', 'both have asked');
      else if (agreed) assert.ok(last?.type === 'video-enabled' && last.data.restarted, 'one press restarts');
      else assert.equal(last?.type, 'video-requested', 'the contact is asked');
    },
  };
});

alwaysAll('both hold in ten thousand histories');
