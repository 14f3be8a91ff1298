import { createHash } from 'node:crypto';
import { RoomServiceClient } from 'livekit-server-sdk';

/** One LiveKit server. */
export interface Node {
  readonly url: URL;
  readonly api: RoomServiceClient;
}

/** Which LiveKit server to ask first about a room: the same one as long as it answers, so that its people stay together. */
export interface Nodes {
  order(room: string): readonly Node[];
  failed(node: Node): void;
  answered(node: Node, room?: string): void;
  forget(room: string): void;
}

/** A server that did not answer is asked last for this long. */
const AVOID_MS = 5000;
const REQUEST_TIMEOUT_S = 3;

export function createNodes(livekit: {
  url: string | readonly string[];
  apiKey: string;
  apiSecret: string;
}): Nodes {
  const all = [livekit.url].flat().map((url): Node => {
    const http = new URL(url.replace(/^ws/, 'http'));
    const options = { requestTimeout: REQUEST_TIMEOUT_S, failover: false };
    return { url: http, api: new RoomServiceClient(http.origin, livekit.apiKey, livekit.apiSecret, options) };
  });
  if (all.length === 0) throw new Error('At least one LiveKit URL is needed.');
  const avoidUntil = new Map<Node, number>();
  const home = new Map<string, Node>();

  /** By name, so that several desks choose alike. */
  const first = (room: string) => all[createHash('sha256').update(room).digest().readUInt32BE() % all.length];

  return {
    order(room) {
      const preferred = home.get(room) ?? first(room);
      const now = Date.now();
      const avoided = (node: Node) => ((avoidUntil.get(node) ?? 0) > now ? 1 : 0);
      const others = all.filter((node) => node !== preferred);
      const nodes = preferred ? [preferred, ...others] : others;
      return nodes.toSorted((a, b) => avoided(a) - avoided(b));
    },
    failed: (node) => void avoidUntil.set(node, Date.now() + AVOID_MS),
    answered(node, room) {
      avoidUntil.delete(node);
      if (room !== undefined && all.length > 1) home.set(room, node);
    },
    forget: (room) => void home.delete(room),
  };
}
