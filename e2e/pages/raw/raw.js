// livekit-client without anything of ours: the baseline that our elements are measured against. The room is built and
// the connection prepared before the click, and the same tracks are attached, so that like is compared with like.
import { Room, RoomEvent, Track } from '/livekit-client/livekit-client.esm.mjs';

const marks = {};
const mark = (name) => {
  marks[name] ??= performance.timeOrigin + performance.now();
};

const room = new Room({
  adaptiveStream: { pauseVideoInBackground: false },
  dynacast: true,
  publishDefaults: { videoCodec: 'vp8', simulcast: true },
});

room.on(RoomEvent.TrackSubscribed, (track) => {
  const element = track.attach();
  if (track.kind === Track.Kind.Video) {
    element.width = 480;
    element.requestVideoFrameCallback(() => mark('first-frame'));
  } else {
    element.addEventListener('playing', () => mark('first-sound'), { once: true });
  }
  document.querySelector('#media').append(element);
});
room.on(RoomEvent.TrackUnsubscribed, (track) => {
  for (const element of track.detach()) element.remove();
});

const raw = {
  marks,
  prepare: (url, token) => room.prepareConnection(url, token),
  async join(url, token) {
    mark('click');
    await room.connect(url, token);
    mark('connected');
    await room.localParticipant.setMicrophoneEnabled(true);
  },
  async camera(on) {
    if (on) mark('camera-click');
    await room.localParticipant.setCameraEnabled(on);
  },
  speaks: () => room.localParticipant.isMicrophoneEnabled,
  leave: () => room.disconnect(),
};
Object.assign(globalThis, { raw });

const address = new URLSearchParams(location.hash.slice(1));
const url = address.get('url');
const token = address.get('token');
if (url && token) {
  document.querySelector('#join').addEventListener('click', () => void raw.join(url, token));
  document.querySelector('#camera').addEventListener('click', () => void raw.camera(true));
  await raw.prepare(url, token);
  document.body.dataset.ready = 'true';
}
