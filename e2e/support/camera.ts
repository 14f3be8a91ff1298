import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Colours that survive VP8 at any quality: told apart by hue alone. */
export const colours = {
  red: [220, 30, 30],
  green: [30, 190, 30],
  blue: [30, 30, 220],
  yellow: [220, 210, 30],
} as const satisfies Record<string, readonly [number, number, number]>;
export type Colour = keyof typeof colours;

const width = 640;
const height = 480;
const frames = 20;

/** A camera of one colour with a bar that moves, so that a frozen picture can be told from a live one. Y4M, 4:2:0. */
export async function cameraFile(colour: Colour): Promise<string> {
  const [y, u, v] = yuv(colours[colour]);
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame += 1) {
    const luma = Buffer.alloc(width * height, y);
    const left = Math.floor((frame / frames) * (width - 32));
    // The bar stays near the top: tests sample the middle.
    for (let row = 8; row < 40; row += 1) luma.fill(235, row * width + left, row * width + left + 32);
    const chroma = (width / 2) * (height / 2);
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc(chroma, u), Buffer.alloc(chroma, v));
  }
  const path = join(await mkdtemp(join(tmpdir(), 'vsw-camera-')), `${colour}.y4m`);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

function yuv([r, g, b]: readonly [number, number, number]): [number, number, number] {
  const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  return [
    clamp(0.299 * r + 0.587 * g + 0.114 * b),
    clamp(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
    clamp(128 + 0.5 * r - 0.418688 * g - 0.081312 * b),
  ];
}

const rate = 48_000;

/** A microphone that hears one tone in short pulses, since noise suppression takes a steady one away. WAV, mono, 16 bit. */
export async function toneFile(hertz: number): Promise<string> {
  const samples = rate * 2;
  const data = Buffer.alloc(samples * 2);
  for (let index = 0; index < samples; index += 1) {
    const time = index / rate;
    const pulse = 0.55 + 0.45 * Math.sin(2 * Math.PI * 3 * time);
    data.writeInt16LE(Math.round(14_000 * pulse * Math.sin(2 * Math.PI * hertz * time)), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  const path = join(await mkdtemp(join(tmpdir(), 'vsw-tone-')), `${hertz}.wav`);
  await writeFile(path, Buffer.concat([header, data]));
  return path;
}
