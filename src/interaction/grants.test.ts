import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Grants, Interaction, Leg, Party } from './index.js';
import { emptyInteraction, grantsFor } from './index.js';

// Any state at all, also such that no rule leads to: whatever else goes wrong, nobody hears what was not meant for them.

const rooms = ['main', 'side'] as const;
const partyIds = ['p0', 'p1', 'p2', 'p3'] as const;

const legs = (party: string): fc.Arbitrary<Leg[]> =>
  fc
    .array(
      fc.record({
        room: fc.constantFrom(...rooms),
        kind: fc.constantFrom('browser', 'camera-only', 'sip', 'data-only'),
        epoch: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 3 },
    )
    .map((all) => all.map((leg, at) => ({ ...leg, id: `${party}-leg${at}` })));

const party = (id: string): fc.Arbitrary<Party> =>
  fc
    .record({
      kind: id === 'p0' ? fc.constant('contact' as const) : fc.constantFrom('agent', 'supervisor', 'phone'),
      held: fc.boolean(),
      left: fc.boolean(),
      legs: legs(id),
    })
    .map(({ left, ...rest }) => ({
      ...rest,
      id,
      role: id === 'p0' ? 'contact' : 'member',
      joinedAt: 1,
      ...(left && { leftAt: 2 }),
    }));

const choices = fc.dictionary(fc.constantFrom(...partyIds), fc.boolean());

const states: fc.Arbitrary<Interaction> = fc
  .record({
    phase: fc.constantFrom('new', 'queued', 'alerting', 'connected', 'connected', 'ended'),
    parties: fc.tuple(...partyIds.map(party)),
    video: fc.record({
      phase: fc.constantFrom('off', 'asking', 'on', 'on'),
      cameras: choices,
      standing: choices,
    }),
  })
  .map((some) => ({ ...emptyInteraction('i'), ...some, rooms: { main: 'main', side: ['side'] } }));

interface One {
  readonly party: Party;
  readonly leg: Leg;
  readonly grants: Grants | undefined;
}

const everyLeg = (state: Interaction): readonly One[] =>
  state.parties.flatMap((one) =>
    one.legs.map((leg) => ({ party: one, leg, grants: grantsFor(state, leg.id) })),
  );

const always = (name: string, holds: (state: Interaction, all: readonly One[]) => void): void => {
  void test(name, () =>
    fc.assert(
      fc.property(states, (state) => holds(state, everyLeg(state))),
      { numRuns: process.env['FULL'] === '1' ? 20_000 : 2000 },
    ),
  );
};

/** Whether sound or picture gets from one leg to another. */
const flows = (from: One, to: One): boolean =>
  from.leg.id !== to.leg.id &&
  from.grants?.room === to.grants?.room &&
  from.grants?.canPublish === true &&
  to.grants?.canSubscribe === true;

describe('what a leg may do, in any state', () => {
  always('no sound or picture to or from a contact who is held, waiting or gone', (state, all) => {
    const contact = state.parties[0] as Party;
    if (state.phase === 'connected' && !contact.held && contact.leftAt === undefined) return;
    for (const one of all.filter((leg) => leg.party === contact)) {
      for (const other of all) assert.ok(!flows(one, other) && !flows(other, one));
      assert.ok(!one.grants?.canPublishData, 'data packets are not stopped by what one may hear');
    }
  });

  always(
    'nothing before it begins, after it has ended, for whoever left, and for strangers',
    (state, all) => {
      assert.equal(grantsFor(state, 'stranger'), undefined);
      for (const { party: one, grants } of all) {
        const over = state.phase === 'new' || state.phase === 'ended' || one.leftAt !== undefined;
        assert.equal(grants === undefined, over);
      }
    },
  );

  always('a camera only while video is on and its own party agreed', (state, all) => {
    for (const { party: one, grants } of all) {
      if (!grants?.sources.includes('camera')) continue;
      assert.equal(state.video.phase, 'on');
      assert.equal(state.video.cameras[one.id], true);
    }
  });

  always(
    'permission to publish always names its sources, because none named would mean all',
    (_state, all) => {
      for (const { grants } of all) if (grants) assert.equal(grants.canPublish, grants.sources.length > 0);
    },
  );

  always('only the room of the leg itself, and no device the leg does not have', (_state, all) => {
    for (const { leg, grants } of all) {
      if (!grants) continue;
      assert.equal(grants.room, leg.room);
      if (leg.kind === 'camera-only' || leg.kind === 'data-only')
        assert.ok(!grants.sources.includes('microphone'));
      if (leg.kind === 'sip' || leg.kind === 'data-only') assert.ok(!grants.sources.includes('camera'));
    }
  });
});
