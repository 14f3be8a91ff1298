import type { Source, StreamName } from '../interaction/index.js';

/** A picture that moves, in a colour of its own for each leg: what a demo shows where there is no camera. */
export function drawnStream(
  leg: string,
  source: Source | StreamName,
): { readonly stream: MediaStream; stop(): void } {
  if (source === 'microphone') return { stream: new MediaStream(), stop: () => undefined };
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const pen = canvas.getContext('2d');
  const hue = Array.from(leg).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  let turn = 0;
  const draw = () => {
    if (!pen) return;
    turn += 1;
    pen.fillStyle = `hsl(${hue} 45% 35%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = `hsl(${hue} 45% 75%)`;
    pen.beginPath();
    pen.arc(320, 150 + 4 * Math.sin(turn / 8), 60, 0, Math.PI * 2);
    pen.fill();
    pen.beginPath();
    pen.ellipse(320, 330, 130, 100, 0, Math.PI, Math.PI * 2);
    pen.fill();
  };
  draw();
  const timer = setInterval(draw, 66);
  const stream = canvas.captureStream(15);
  const stop = () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  return { stream, stop };
}
