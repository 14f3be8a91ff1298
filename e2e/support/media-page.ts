import type { Room } from 'livekit-client';
import { SystemClock } from 'video-session-window/adapters/clock';
import { LiveKitMedia } from 'video-session-window/adapters/livekit';
import type { AccessAnswer, MediaRoom, Source } from 'video-session-window/interaction';
import type { ActorStage, DeviceFault } from 'video-session-window/testing';
import { MediaActor } from 'video-session-window/testing';

/** The page of one person in the media contract; runs in the browser. */

declare global {
  /** The desk, by way of the browser's driver. */
  function deskAccess(room: string, leg: string): Promise<AccessAnswer>;
  var actor: MediaActor;
  var logged: string[];
  var media: LiveKitMedia;
  /** Moves what is shown into another window. */
  function showIn(target: Window): void;
}

const faults = new Map<Source, DeviceFault>();
const names = { denied: 'NotAllowedError', missing: 'NotFoundError', busy: 'NotReadableError' } as const;
const captured = new Set<MediaStreamTrack>();
type Connection = RTCPeerConnection | WebSocket | AudioContext;
const connections = new Set<WeakRef<Connection>>();

const { mediaDevices } = navigator;
const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
mediaDevices.getUserMedia = async (constraints = {}) => {
  const fault = faults.get(constraints.video ? 'camera' : 'microphone');
  if (fault) throw new DOMException('As the test wants it', names[fault]);
  const stream = await getUserMedia(constraints);
  for (const track of stream.getTracks()) captured.add(track);
  return stream;
};

const { clone } = MediaStreamTrack.prototype;
MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
  const copy = clone.call(this);
  if (captured.has(this)) captured.add(copy);
  return copy;
};

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.add(new WeakRef(this));
  }
};
globalThis.AudioContext = class extends AudioContext {
  constructor(options?: AudioContextOptions) {
    super(options);
    connections.add(new WeakRef(this));
  }
};
globalThis.WebSocket = class extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    connections.add(new WeakRef(this));
  }
};

function isOpen(connection: Connection): boolean {
  if (connection instanceof WebSocket) return connection.readyState < WebSocket.CLOSING;
  if (connection instanceof AudioContext) return connection.state !== 'closed';
  return connection.signalingState !== 'closed';
}

/** Only to play faults, and what other programs send. */
function libraryOf(room: MediaRoom): Room {
  const { library } = room as MediaRoom & { library?: Room };
  if (!library) throw new Error('The room was not entered');
  return library;
}

const settings = new URLSearchParams(location.hash.slice(1));
globalThis.logged = [];
const port = new LiveKitMedia({
  clock: new SystemClock(),
  reconnectDelaysMs: [0, 300, 500, 1000, 1000, 1500, 2000],
  log: (line) => globalThis.logged.push(line),
});

const stage: ActorStage = {
  port,
  access: (room, leg) => deskAccess(room, leg),
  element(source) {
    const element = document.createElement(source === 'microphone' ? 'audio' : 'video');
    if (element instanceof HTMLVideoElement) element.width = 320;
    document.body.append(element);
    return element;
  },
  async plays(element) {
    const media = element as HTMLVideoElement;
    if (!(media.srcObject instanceof MediaStream) || media.paused) return false;
    if (media.localName === 'audio') return true;
    const frames = media.getVideoPlaybackQuality().totalVideoFrames;
    await new Promise((resolve) => setTimeout(resolve, 400));
    return media.getVideoPlaybackQuality().totalVideoFrames > frames;
  },
  openDevices: () => [...captured].filter((track) => track.readyState === 'live').length,
  leftovers: () =>
    [...connections].filter((reference) => {
      const connection = reference.deref();
      return connection !== undefined && isOpen(connection);
    }).length,
  breakDevice(source, fault) {
    if (fault) faults.set(source, fault);
    else faults.delete(source);
  },
  unplug(source) {
    for (const track of captured) {
      if (track.kind !== (source === 'camera' ? 'video' : 'audio') || track.readyState !== 'live') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  },
  async stall(room, stalled) {
    const { localParticipant } = libraryOf(room);
    for (const { track } of localParticipant.videoTrackPublications.values()) {
      await track?.sender?.replaceTrack(stalled ? null : track.mediaStreamTrack);
    }
  },
  stream() {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    let turn = 0;
    setInterval(() => {
      turn += 1;
      if (!pen) return;
      pen.fillStyle = `hsl(${turn % 360} 80% 50%)`;
      pen.fillRect(0, 0, canvas.width, canvas.height);
    }, 50);
    return canvas.captureStream();
  },
  async caption(room, text) {
    const attributes = { 'lk.segment_id': text };
    await libraryOf(room).localParticipant.sendText(text, { topic: 'lk.transcription', attributes });
  },
  async cut(room, kind) {
    const told = new Promise<void>((resolve) => {
      const stop = room.subscribe(({ connection }) => {
        if (connection.state !== 'reconnecting') return;
        stop();
        resolve();
      });
    });
    await libraryOf(room).simulateScenario(`${kind}-reconnect`);
    await told;
  },
};

globalThis.media = port;
globalThis.showIn = (target) => {
  for (const element of document.querySelectorAll('video')) target.document.body.append(element);
};
let tapped = !settings.has('strict');
document.addEventListener('click', () => {
  tapped = true;
  void globalThis.actor.unlock();
});
// The driver's every call counts as a tap, so that the browser's own rule cannot be met with in a test.
const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
  if (tapped || this.muted) return play.call(this);
  return Promise.reject(new DOMException('The test wants a tap', 'NotAllowedError'));
};
globalThis.actor = new MediaActor(settings.get('leg') ?? '', stage);
