import type { ReconnectPolicy, RoomOptions } from 'livekit-client';

/** The library's own tries after a cut; when they are used up the join loop takes over with new access. */
export const defaultReconnectDelays: readonly number[] = [
  0, 300, 1200, 2700, 4800, 7000, 7000, 7000, 7000, 7000,
];

export function roomOptions(reconnectDelays: readonly number[]): RoomOptions {
  return {
    // A pinned window shows pictures while the tab they came from is hidden.
    adaptiveStream: { pauseVideoInBackground: false },
    dynacast: true,
    // Cancelling the browser's "leave page?" would already have left the call: the room listens to `pagehide` itself.
    disconnectOnPageLeave: false,
    stopLocalTrackOnUnpublish: true,
    // Web audio goes silent in the background on phones.
    webAudioMix: false,
    publishDefaults: { videoCodec: 'vp8', simulcast: true },
    dataStream: { maxPayloadByteLength: 25_000_000 },
    reconnectPolicy: reconnectPolicy(reconnectDelays),
  };
}

function reconnectPolicy(delays: readonly number[]): ReconnectPolicy {
  return {
    nextRetryDelayInMs: ({ retryCount }) => {
      const delay = delays[retryCount];
      if (delay === undefined) return null;
      return delay === 0 ? Math.random() * 300 : delay * (0.5 + Math.random());
    },
  };
}
