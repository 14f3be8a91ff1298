import { fixture, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LitElement, TemplateResult } from 'lit';
import { html } from 'lit';
import { VETO_LIMIT_MS } from '../../context/index.js';
import type { InteractionRequestEvent } from '../../context/index.js';
import type { AgentSession, InteractionSession, MediaRoom } from '../../interaction/index.js';
import type { Scene } from '../../testing/index.js';
import { settled } from '../../testing/index.js';
import '../agent-desk/agent-desk.js';
import { AgentDesk } from '../agent-desk/agent-desk.js';
import '../interaction-context/define.js';

// Without `define.ts`: nothing here connects to a real desk.
if (!customElements.get('agent-desk')) customElements.define('agent-desk', AgentDesk);

// What is still fading in has no contrast of its own.
document.documentElement.style.setProperty('--vsw-motion-fast', '0s');
document.documentElement.style.setProperty('--vsw-motion-slow', '0s');

export { VETO_LIMIT_MS };

/** Until everything promised has had its turn and is drawn. */
export async function drawn(...elements: readonly Element[]): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await settled();
    for (const element of elements) await (element as LitElement).updateComplete;
  }
}

/** Puts something into a page below an agent's connection. */
export async function underDesk(scene: Scene, content: TemplateResult): Promise<AgentDesk> {
  const desk = await fixture<AgentDesk>(
    html`<agent-desk .session=${scene.agentSession}>${content}</agent-desk>`,
  );
  await drawn(...desk.querySelectorAll('*'));
  return desk;
}

/** A button by its key, in an element's own tree. */
export function button(element: Element, key: string): HTMLButtonElement {
  const found = find(element, key);
  if (!found) throw new Error(`There is no button ${key}; there are ${keys(element).join(', ')}`);
  return found;
}

export function find(element: Element, key: string): HTMLButtonElement | undefined {
  return rootOf(element).querySelector<HTMLButtonElement>(`button[data-key="${key}"]`) ?? undefined;
}

/** Whether there is such a button. Never compare nodes in a test: showing the difference of two takes minutes. */
export function hasButton(element: Element, key: string): boolean {
  return find(element, key) !== undefined;
}

export function keys(element: Element): readonly string[] {
  return [...rootOf(element).querySelectorAll<HTMLElement>('button[data-key]')].map(
    (one) => one.dataset['key'] ?? '',
  );
}

export async function press(element: Element, key: string): Promise<void> {
  button(element, key).click();
  await drawn(element);
}

export async function type(element: Element, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) await sendKeys({ press: key });
  await drawn(element);
  await nextFrame();
}

/** The key of what has the keyboard. */
export function focused(element: Element): string | undefined {
  return (rootOf(element).activeElement as HTMLElement | null)?.dataset['key'];
}

/** What is read on it: visible text, one space between words. */
export function text(element: Element): string {
  const live = '[role=status], [role=alert]';
  const copy = [...rootOf(element).children].filter((child) => !child.matches(live));
  return copy
    .map((child) => (child as HTMLElement).innerText)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function part(element: Element, name: string): HTMLElement | undefined {
  return rootOf(element).querySelector<HTMLElement>(`[part~="${name}"]`) ?? undefined;
}

export function hasPart(element: Element, name: string): boolean {
  return part(element, name) !== undefined;
}

/** Whether markup in somebody's words has become an element. */
export function hasImage(element: Element): boolean {
  return rootOf(element).querySelector('img') !== null;
}

/** Everything a screen reader was told from now on, in order. */
export function hearing(element: Element): { readonly said: string[]; readonly alerts: string[] } {
  const said: string[] = [];
  const alerts: string[] = [];
  for (const [role, heard] of [
    ['status', said],
    ['alert', alerts],
  ] as const) {
    const region = rootOf(element).querySelector(`[role=${role}]`)!;
    new MutationObserver(() => {
      if (region.textContent) heard.push(region.textContent);
    }).observe(region, { childList: true });
  }
  return { said, alerts };
}

/** Vetoes every command from now on, and tells which were asked for. */
export function vetoing(target: EventTarget): readonly string[] {
  const asked: string[] = [];
  target.addEventListener('interaction-request', (event) => {
    asked.push((event as InteractionRequestEvent).command.type);
    event.preventDefault();
  });
  return asked;
}

/** Runs a check in light and in dark. */
export async function inBothSchemes(check: () => Promise<unknown>): Promise<void> {
  const { style } = document.documentElement;
  for (const scheme of ['light', 'dark']) {
    style.setProperty('color-scheme', scheme);
    style.setProperty('background', scheme === 'dark' ? 'rgb(20 23 26)' : 'white');
    await nextFrame();
    await check();
  }
  style.removeProperty('color-scheme');
  style.removeProperty('background');
}

type Listen = (listener: never) => () => void;

/** How many listen to these sessions now. */
export function countListeners(...sessions: readonly (AgentSession | InteractionSession)[]): () => number {
  let count = 0;
  const counted = (listen: Listen) => (listener: never) => {
    count += 1;
    const stop = listen(listener);
    let on = true;
    return () => {
      if (on) count -= 1;
      on = false;
      stop();
    };
  };
  for (const session of sessions) {
    Object.assign(session, { subscribe: counted(session.subscribe.bind(session) as Listen) });
    if ('onFact' in session)
      Object.assign(session, { onFact: counted(session.onFact.bind(session) as Listen) });
  }
  return () => count;
}

/** Which legs are shown or played now, and in how many elements. */
export function countAttachments(room: MediaRoom): () => number {
  const attach = room.attach.bind(room);
  let count = 0;
  Object.assign(room, {
    attach: (...args: Parameters<MediaRoom['attach']>) => {
      const detach = attach(...args);
      count += 1;
      return () => {
        count -= 1;
        detach();
      };
    },
  });
  return () => count;
}

function rootOf(element: Element): ShadowRoot {
  return (element as LitElement).renderRoot as ShadowRoot;
}
