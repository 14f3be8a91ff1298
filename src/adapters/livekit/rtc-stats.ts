import type { LocalTrackPublication, RemoteTrackPublication } from 'livekit-client';

/** What we read of WebRTC's statistics, whatever the browser leaves out. */
export interface TrackCounts {
  readonly packets: number;
  readonly frames?: number;
  /** From 0 to 1, where the browser measures it. */
  readonly level?: number;
  /** Grows for as long as anything at all comes from the server, silence included. */
  readonly link?: number;
}

type Report = { readonly type: string } & Readonly<Record<string, unknown>>;

export async function sentCounts(publication: LocalTrackPublication): Promise<TrackCounts | undefined> {
  return counts(await publication.track?.getRTCStatsReport(), 'outbound-rtp');
}

export async function receivedCounts(publication: RemoteTrackPublication): Promise<TrackCounts | undefined> {
  return counts(await publication.track?.getRTCStatsReport(), 'inbound-rtp');
}

function counts(
  report: RTCStatsReport | undefined,
  direction: 'inbound-rtp' | 'outbound-rtp',
): TrackCounts | undefined {
  if (!report) return undefined;
  const entries: Report[] = [];
  report.forEach((entry: Report) => entries.push(entry));
  const streams = entries.filter((entry) => entry.type === direction);
  if (streams.length === 0) return undefined;
  const received = direction === 'inbound-rtp';
  const packets = sum(streams, received ? 'packetsReceived' : 'packetsSent');
  // Simulcast sends the same picture several times; the layer with most frames is the one to count.
  const frames = streams.map((stream) => number(stream[received ? 'framesDecoded' : 'framesSent']) ?? 0);
  const video = streams.some((stream) => stream['kind'] === 'video');
  const level = number(
    (received ? streams[0] : entries.find((entry) => entry.type === 'media-source'))?.['audioLevel'],
  );
  const link = linkCount(entries);
  return {
    packets,
    ...(video ? { frames: Math.max(...frames) } : {}),
    ...(level === undefined ? {} : { level }),
    ...(link === undefined ? {} : { link }),
  };
}

/** Answers to connectivity checks come every few seconds even when nobody speaks. */
function linkCount(entries: readonly Report[]): number | undefined {
  const pairs = entries.filter(
    (entry) => entry.type === 'candidate-pair' && number(entry['responsesReceived']) !== undefined,
  );
  return pairs.length === 0 ? undefined : sum(pairs, 'responsesReceived') + sum(pairs, 'bytesReceived');
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const sum = (entries: readonly Report[], field: string): number =>
  entries.reduce((total, entry) => total + (number(entry[field]) ?? 0), 0);
