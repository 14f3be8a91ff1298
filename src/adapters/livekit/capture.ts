import type { Facing, Source } from '../../interaction/ports/media.js';

export interface CaptureRequest {
  readonly source: Source;
  /** Preferred, not demanded: when it was unplugged another one is better than none. */
  readonly device?: string;
  readonly facing: Facing;
}

/** Opens one device. Rejects with the browser's own error. */
export async function capture(request: CaptureRequest): Promise<MediaStreamTrack> {
  const constraints = request.source === 'camera' ? { video: video(request) } : { audio: audio(request) };
  const stream = await navigator.mediaDevices.getUserMedia(constraints);
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('The browser gave a stream without a track', 'NotFoundError');
  if (request.source === 'camera') track.contentHint = 'motion';
  return track;
}

function video({ device, facing }: CaptureRequest): MediaTrackConstraints {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  return device === undefined
    ? { ...size, facingMode: { ideal: facing } }
    : { ...size, deviceId: { ideal: device } };
}

function audio({ device }: CaptureRequest): MediaTrackConstraints {
  const clean = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return device === undefined ? clean : { ...clean, deviceId: { ideal: device } };
}

export function facingOf(track: MediaStreamTrack, asked: Facing): Facing {
  const { facingMode } = track.getSettings();
  return facingMode === 'user' || facingMode === 'environment' ? facingMode : asked;
}
