import type { LocalCall, LocalDesk, LocalDeskOptions } from '../adapters/local/index.js';
import { createLocalDesk } from '../adapters/local/index.js';
import type {
  AgentSession as Agents,
  CommandBody,
  InteractionSession as Session,
} from '../interaction/index.js';
import { AgentSession, InteractionSession, makeSession } from '../interaction/index.js';
import { FakeClock } from './fake-clock.js';
import { FakeStorage } from './fake-storage.js';
import { FakeMedia } from './fake-media.js';
import { FakeMediaServer } from './fake-media-server.js';
import { settled } from './settled.js';

export interface SceneOptions {
  readonly call?: LocalCall;
  readonly desk?: Partial<Omit<LocalDeskOptions, 'clock'>>;
  /** Whose window it is; Ada's unless said otherwise. */
  readonly agent?: string;
  readonly clock?: FakeClock;
}

/** An agent's window and a contact's page on one local desk. */
export interface Scene {
  readonly desk: LocalDesk;
  readonly clock: FakeClock;
  readonly agentSession: Agents;
  /** The agent's session of the interaction. */
  readonly session: Session;
  readonly contactSession: Session;
  /** Cameras, microphones and the media server between the two; `media.agent.rooms.at(-1)` is the room an agent is in. */
  readonly media: {
    readonly server: FakeMediaServer;
    readonly agent: FakeMedia;
    readonly contact: FakeMedia;
  };
  readonly storage: { readonly agent: FakeStorage; readonly contact: FakeStorage };
  readonly interaction: string;
  dispose(): void;
}

const enable: CommandBody = { type: 'enable-video', data: { camera: true } };
const agree: CommandBody = { type: 'answer-video', data: { agree: true, camera: true } };

type Step = (scene: Scene) => unknown;
const ready: Step = ({ agentSession }) => agentSession.request({ type: 'set-ready' });
const accept: Step = ({ session }) =>
  session.request({ type: 'accept', data: { assignment: offerOf(session) } });
const asAgent =
  (command: CommandBody): Step =>
  ({ session }) =>
    session.request(command);
const asContact =
  (command: CommandBody): Step =>
  ({ contactSession }) =>
    contactSession.request(command);

const alerting = [ready];
const connected = [ready, accept];
const video = [...connected, asAgent(enable), asContact(agree)];
const disconnect = { type: 'disconnect', data: {} } as const;
const wrapUp = [...connected, asAgent(disconnect)];
const markDone: Step = ({ session }) =>
  session.request({ type: 'mark-done', data: { assignment: offerOf(session) } });

/** What has happened, by the name of where it leads. */
const phases = {
  queued: [],
  alerting,
  /** The agent declined; nobody else is there, so the contact waits. */
  declined: [
    ...alerting,
    ({ session }) => session.request({ type: 'decline', data: { assignment: offerOf(session) } }),
  ],
  /** It rang out: the agent is not ready now. */
  missed: [...alerting, ({ desk }) => desk.tick(desk.state().policy.ringMs)],
  connected,
  'asked-by-agent': [...connected, asAgent(enable)],
  'asked-by-contact': [...connected, asContact(enable)],
  video,
  /** The agent disabled the video: Enable restarts it in one press. */
  'video-stopped': [...video, asAgent({ type: 'disable-video', data: {} })],
  held: [...connected, asAgent({ type: 'hold', data: {} })],
  'held-video': [...video, asAgent({ type: 'hold', data: {} })],
  'contact-lost': [...connected, ({ desk }) => desk.loseContact()],
  'agent-lost': [...connected, ({ desk }) => desk.loseAgent()],
  /** The lost agent was given up on: the contact waits at the front of the queue again. */
  requeued: [
    ...connected,
    ({ desk }) => desk.loseAgent(),
    ({ desk }) => desk.tick(desk.state().policy.agentLostMs),
  ],
  /** The agent disconnected. */
  'wrap-up': wrapUp,
  done: [...wrapUp, markDone],
  'ended-by-contact': [...connected, asContact(disconnect)],
  /** The contact was lost for too long. */
  'ended-lost': [
    ...connected,
    ({ desk }) => desk.loseContact(),
    ({ desk }) => desk.tick(desk.state().policy.contactLostMs),
  ],
  /** The contact left before anybody accepted. */
  abandoned: [...alerting, asContact(disconnect)],
} satisfies Record<string, readonly Step[]>;

export type ScenePhase = keyof typeof phases;
export const scenePhases = Object.keys(phases) as readonly ScenePhase[];

/**
 * Puts an interaction into a phase, with a session on either side of it:
 *
 * ```ts
 * const { session, contactSession, desk } = await scene('video');
 * ```
 */
export async function scene(phase: ScenePhase = 'connected', options: SceneOptions = {}): Promise<Scene> {
  const { agent = 'ada', clock = new FakeClock() } = options;
  const desk = createLocalDesk({ ...options.desk, clock });
  const { interaction } = desk.calls.begin({
    contact: { ref: 'crm-4711', name: 'Kim Sato' },
    subject: 'Router',
    ...options.call,
  });
  const server = new FakeMediaServer(desk.grants);
  const media = {
    server,
    agent: new FakeMedia({ clock, server }),
    contact: new FakeMedia({ clock, server }),
  };
  const stopLooking = desk.onChange(() => server.look());
  const storage = { agent: new FakeStorage(), contact: new FakeStorage() };
  const agentPorts = { desk: desk.agent(agent), media: media.agent, storage: storage.agent, clock };
  const agentSession = new AgentSession(agentPorts, makeSession);
  const contactPorts = {
    desk: desk.contact(interaction),
    media: media.contact,
    storage: storage.contact,
    clock,
  };
  const contactSession = new InteractionSession(interaction, contactPorts);
  const session = agentSession.session(interaction);
  const dispose = () => {
    stopLooking();
    agentSession.dispose();
    contactSession.dispose();
    desk.close();
  };
  const made: Scene = {
    desk,
    clock,
    agentSession,
    session,
    contactSession,
    media,
    storage,
    interaction,
    dispose,
  };
  await settled();
  for (const step of phases[phase] as readonly Step[]) {
    const outcome = await step(made);
    if (isRefused(outcome)) throw new Error(`The scene ${phase} could not be set: ${outcome.code}`);
    await settled();
  }
  return made;
}

function offerOf(session: Session): string {
  return session.state.interaction?.assignments.at(-1)?.id ?? 'none';
}

function isRefused(outcome: unknown): outcome is { ok: false; code: string } {
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false;
}
