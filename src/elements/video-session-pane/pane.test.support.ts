import { fixture } from '@open-wc/testing';
import { html } from 'lit';
import type { MediaState } from '../../interaction/index.js';
import type { Scene, ScenePhase, SceneOptions } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import type { InteractionContext } from '../interaction-context/interaction-context.js';
import { drawn, part } from '../parts/page.test.support.js';
import './define.js';
import type { VideoSessionPane } from './video-session-pane.js';

export async function inContext(made: Scene) {
  const context = await fixture<InteractionContext>(
    html`<interaction-context .session=${made.session}><video-session-pane></video-session-pane></interaction-context>`,
  );
  const element = context.querySelector('video-session-pane')!;
  await drawn(element);
  return { context, element };
}

export async function setup(phase: ScenePhase = 'connected', options: SceneOptions = {}) {
  const made = await scene(phase, options);
  const room = () => made.media.agent.rooms.at(-1)!;
  const report = async (change: Partial<MediaState>) => {
    room().report(change);
    await drawn(page.element);
  };
  const page = await inContext(made);
  return { ...made, ...page, room, report };
}

export const stateText = (element: VideoSessionPane) => part(element, 'state')!.innerText.trim();
