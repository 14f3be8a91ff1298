// Scenes that need more than one call, or an agent alone.
import { scene } from '/dist/demo/testing.js';

const turn = () => new Promise((resolve) => setTimeout(resolve));
const people = [{ agent: 'ada', name: 'Ada Lindqvist', capacity: 3 }];

async function begin(made, name, subject) {
  const { interaction } = made.desk.calls.begin({ contact: { name }, subject });
  await turn();
  return made.agentSession.session(interaction);
}

async function accept(session) {
  const assignment = session.state.interaction.assignments.at(-1).id;
  await session.request({ type: 'accept', data: { assignment } });
  await turn();
}

const asAgent = (phase, command) => async (options) => {
  const made = await scene(phase, options);
  await made.agentSession.request(command);
  await turn();
  return made;
};

export const more = {
  'not-ready': asAgent('queued', { type: 'set-not-ready', reason: 'break' }),
  'logged-out': asAgent('queued', { type: 'log-out' }),
  'next-chosen': asAgent('connected', { type: 'set-next', ready: false, reason: 'training' }),
  /** Three calls: the first on hold, one connected, one ringing. */
  async several(options) {
    const made = await scene('connected', { ...options, desk: { people } });
    await made.clock.advance(95_000);
    await accept(await begin(made, 'Jonas Ekström', 'Invoice 88'));
    await made.clock.advance(31_000);
    await begin(made, 'Aiko Tanaka', 'New address');
    return made;
  },
};

/** What happens only when the element is there to see it. */
export const after = {
  'rang-out': ({ desk }) => desk.tick(desk.state().policy.ringMs),
  'hung-up': ({ contactSession }) => contactSession.request({ type: 'disconnect', data: {} }),
  withdrawn: ({ desk, session }) =>
    desk.system({ type: 'withdraw', data: { assignment: session.state.interaction.assignments.at(-1).id } }),
};
for (const phase of Object.keys(after)) more[phase] = (options) => scene('alerting', options);

more.ready = async (options) => {
  const made = await scene('wrap-up', options);
  const assignment = made.session.state.interaction.assignments.at(-1).id;
  await made.session.request({ type: 'mark-done', data: { assignment } });
  await turn();
  return made;
};
