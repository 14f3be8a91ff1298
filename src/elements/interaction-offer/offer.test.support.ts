import { html } from 'lit';
import type { ScenePhase, SceneOptions } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import { Sounds } from '../../ui/index.js';
import { underDesk } from '../parts/page.test.support.js';
import './define.js';

export const call = {
  contact: { ref: 'crm-1', name: 'María López' },
  subject: 'Claim 4711',
  attachedData: [
    { key: 'policy', label: 'Policy', value: 'H-2209' },
    { key: 'city', value: 'Málaga' },
    { key: 'since', label: 'Since', value: '2014' },
    { key: 'tier', label: 'Tier', value: 'Gold' },
    { key: 'more', label: 'More', value: 'x' },
  ],
};

export async function setup(phase: ScenePhase = 'alerting', options: SceneOptions = {}) {
  const made = await scene(phase, { call, ...options });
  const deskElement = await underDesk(made, html`<interaction-offer></interaction-offer>`);
  const element = deskElement.querySelector('interaction-offer')!;
  const status = () => made.desk.state().assignments.at(-1)?.status;
  return { ...made, deskElement, element, status };
}

/** What is asked of the sounds of the page, until the function it gives is called. */
export function listenIn() {
  const heard: string[] = [];
  const { loop, stop, dispose } = Sounds.prototype;
  Sounds.prototype.loop = (tone) => {
    if (heard.at(-1) !== `loop ${tone}`) heard.push(`loop ${tone}`);
    return Promise.resolve('playing');
  };
  Sounds.prototype.stop = (tone) => {
    if (heard.length > 0 && heard.at(-1) !== `stop ${tone}`) heard.push(`stop ${tone}`);
  };
  Sounds.prototype.dispose = () => heard.push('dispose');
  const end = () => Object.assign(Sounds.prototype, { loop, stop, dispose });
  return { heard, end };
}
