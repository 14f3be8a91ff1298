import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ParticipantInfo, TrackInfo, TrackSource } from 'livekit-server-sdk';
import type { Grants } from 'video-session-window/interaction';
import { keyOf, permits, publishesMore, sameGrants, toPermission, toVideoGrant } from './permission.js';

const everyGrants: readonly Grants[] = [[], ['microphone'], ['camera'], ['microphone', 'camera']].flatMap(
  (sources) =>
    [true, false].flatMap((canSubscribe) =>
      [true, false].map((canPublishData): Grants => ({
        room: 'r',
        canPublish: sources.length > 0,
        sources: sources as Grants['sources'],
        canSubscribe,
        canPublishData,
      })),
    ),
);

describe('grants in LiveKit’s words', () => {
  it('mean the same in a token and in an update, and never more than was granted', () => {
    for (const grants of everyGrants) {
      const token = toVideoGrant(grants);
      const update = toPermission(grants);
      assert.equal(token.canPublish, update.canPublish);
      assert.equal(token.canSubscribe, update.canSubscribe);
      assert.equal(token.canPublishData, update.canPublishData);
      assert.deepEqual(token.canPublishSources ?? [], update.canPublishSources);
      assert.equal(
        update.canPublishSources.length > 0,
        update.canPublish,
        'no source named means every source',
      );
      assert.equal(token.canUpdateOwnMetadata, false);
      assert.ok(!token.roomAdmin && !token.roomCreate && !token.roomList && !token.hidden);
    }
  });

  it('are told apart whenever they permit something else', () => {
    for (const one of everyGrants) {
      const participant = new ParticipantInfo({ permission: toPermission(one) });
      for (const other of everyGrants) {
        assert.equal(permits(participant, other), one === other);
        assert.equal(sameGrants(one, other), one === other);
      }
      assert.notEqual(keyOf(one), keyOf(undefined));
      assert.ok(!permits(new ParticipantInfo(), one));
    }
  });

  it('do not depend on the order of sources', () => {
    const grants: Grants = {
      room: 'r',
      canPublish: true,
      sources: ['camera', 'microphone'],
      canSubscribe: true,
      canPublishData: true,
    };
    const other: Grants = { ...grants, sources: ['microphone', 'camera'] };
    assert.ok(sameGrants(grants, other));
    assert.ok(permits(new ParticipantInfo({ permission: toPermission(grants) }), other));
  });

  it('show when somebody publishes more than they may', () => {
    const [voice] = everyGrants.filter(({ sources }) => sources.join() === 'microphone') as [Grants];
    const publishing = (source: TrackSource) => new ParticipantInfo({ tracks: [new TrackInfo({ source })] });
    assert.ok(!publishesMore(publishing(TrackSource.MICROPHONE), voice));
    for (const source of [TrackSource.CAMERA, TrackSource.SCREEN_SHARE, TrackSource.UNKNOWN]) {
      assert.ok(publishesMore(publishing(source), voice));
    }
    const silent = { ...voice, canPublish: false, sources: [] };
    assert.ok(publishesMore(publishing(TrackSource.MICROPHONE), silent));
  });
});
