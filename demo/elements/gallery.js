// One element on fake ports, in the phase that the address asks for: every page of this folder uses it.
import '/dist/demo/video-session-window.js';
import { scene, scenePhases } from '/dist/demo/testing.js';

const address = new URLSearchParams(location.search);
const tag = document.body.dataset.tag;
const side = document.body.dataset.side ?? 'interaction';
const phases = (document.body.dataset.phases ?? scenePhases.join(' ')).split(' ');
const phase = address.get('phase') ?? phases[0];

const nav = document.querySelector('nav');
for (const name of phases) {
  const link = document.createElement('a');
  link.href = `?${new URLSearchParams({ ...Object.fromEntries(address), phase: name })}`;
  link.textContent = name;
  if (name === phase) link.setAttribute('aria-current', 'page');
  nav?.append(link);
}
if (address.has('dir')) document.documentElement.dir = address.get('dir');
if (address.has('lang')) document.documentElement.lang = address.get('lang');

const made = await scene(phase);
const sessions = { interaction: made.session, contact: made.contactSession, agent: made.agentSession };
const element = document.createElement(tag);
if (side === 'agent') {
  const desk = document.createElement('agent-desk');
  desk.session = made.agentSession;
  desk.append(element);
  document.querySelector('main').append(desk);
} else {
  const context = document.createElement('interaction-context');
  context.session = sessions[side];
  context.append(element);
  document.querySelector('main').append(context);
}
document.body.dataset.ready = 'true';
Object.assign(globalThis, { made });
