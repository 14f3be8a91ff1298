// One element on fake ports, as the address asks for it: every page of this folder uses this file.
// Knobs: phase, failure, names, time, width, dir, lang, scheme.
import '/dist/demo/video-session-window.js';
import { scene, scenePhases } from '/dist/demo/testing.js';
import { calls, failuresOf, knobs } from './knobs.js';
import { after, more } from './more-scenes.js';

const address = new URLSearchParams(location.search);
const { tag, side = 'interaction', phases: named } = document.body.dataset;
const phases = (named ?? scenePhases.join(' ')).split(' ');
const phase = address.get('phase') ?? phases[0];

drawPhases();
drawKnobs();
applyPage();

const make = more[phase] ?? ((options) => scene(phase, options));
const made = await make({ call: calls[address.get('names') ?? 'plain'] });
// A little of the time has passed, so that timers show something.
await made.clock.advance(8000);
if (address.get('time') === 'runs') setInterval(() => void made.clock.advance(1000), 1000);

place(document.querySelector('main'));
await after[phase]?.(made);
await failuresOf(side)[address.get('failure') ?? 'none']?.(made);
document.body.dataset.ready = 'true';
Object.assign(globalThis, { made });

function drawPhases() {
  const nav = document.querySelector('nav');
  for (const name of phases) {
    const link = document.createElement('a');
    link.href = `?${new URLSearchParams({ ...Object.fromEntries(address), phase: name })}`;
    link.textContent = name;
    if (name === phase) link.setAttribute('aria-current', 'page');
    nav.append(link);
  }
}

function drawKnobs() {
  const form = document.createElement('form');
  const all = { failure: Object.keys(failuresOf(side)), ...knobs };
  for (const [name, values] of Object.entries(all)) {
    const label = document.createElement('label');
    const select = document.createElement('select');
    select.name = name;
    for (const value of values) select.append(new Option(value, value, false, value === address.get(name)));
    select.addEventListener('change', () => {
      address.set(name, select.value);
      location.search = address.toString();
    });
    label.append(name, ' ', select);
    form.append(label);
  }
  document.querySelector('nav').after(form);
}

function applyPage() {
  const root = document.documentElement;
  if (address.has('dir')) root.dir = address.get('dir');
  if (address.has('lang')) root.lang = address.get('lang');
  if (address.get('scheme') === 'light' || address.get('scheme') === 'dark') {
    root.style.setProperty('color-scheme', address.get('scheme'));
  }
  const width = Number(address.get('width'));
  if (width > 0) document.querySelector('main').style.setProperty('inline-size', `${width}px`);
}

/** Puts the element under what gives it its session. */
function place(main) {
  const desk = document.createElement('agent-desk');
  desk.session = made.agentSession;
  const context = document.createElement('interaction-context');
  if (side === 'contact') {
    context.session = made.contactSession;
    context.append(document.createElement(tag));
    main.append(context);
  } else if (side === 'interaction') {
    context.session = made.session;
    context.append(document.createElement(tag));
    main.append(context);
  } else if (side === 'agent') {
    desk.append(document.createElement(tag));
    main.append(desk);
  } else {
    // The elements that show nothing: what they give to others, and what they tell the page.
    context.append(document.createElement('video-session-pane'));
    const list = document.createElement('interaction-list');
    list.addEventListener('interaction-select', (event) => {
      context.interactionId = event.interaction;
    });
    const column = document.createElement('div');
    column.className = 'column';
    column.append(document.createElement('agent-state'), document.createElement('interaction-offer'), list);
    desk.append(column, context);
    desk.className = 'columns';
    main.append(events(desk), desk);
  }
}

function events(target) {
  const log = document.createElement('ol');
  log.className = 'log';
  const say = (text) => {
    const line = document.createElement('li');
    line.textContent = text;
    log.prepend(line);
  };
  target.addEventListener('agent-change', ({ state }) => say(`agent-change: ${state.view?.state ?? '…'}`));
  target.addEventListener('interaction-request', ({ command }) =>
    say(`interaction-request: ${command.type}`),
  );
  target.addEventListener('interaction-change', ({ fact }) => say(`interaction-change: ${fact.type}`));
  target.addEventListener('interaction-closed', ({ why }) => say(`interaction-closed: ${why}`));
  target.addEventListener('interaction-select', ({ interaction }) =>
    say(`interaction-select: ${interaction}`),
  );
  return log;
}
