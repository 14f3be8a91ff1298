import { SystemClock } from '../adapters/clock/index.js';
import { SEAT } from '../adapters/desk/seat.js';
import { askMicrophone } from '../adapters/livekit/ask-microphone.js';
import { PageStorage } from '../adapters/storage/page-storage.js';
import type { CallStart, ContactConnector } from '../elements/contact-session/connector.js';
import type { ContactAnswer, ContactConnectOptions } from './contact.js';

type Connecting = typeof import('./contact.js');

/** Between tries to load what brings somebody back into a call they are in. */
const RETRY_MS = [500, 1500, 4000, 10_000];

/**
 * The contact's page over a real desk: what `contact-session` needs before there is a session. Most visitors never call, so
 * the way to the desk, the session and media are loaded when somebody is about to, or was in a call before a reload.
 */
export function createContactConnector(options: ContactConnectOptions): ContactConnector {
  return {
    prepare: () => {
      // What fails now is loaded again by the tap on Call, which tells what is wrong.
      void Promise.allSettled([load(), import('../adapters/livekit/library.js')]);
    },
    askMicrophone,
    start: (call) => started((connecting) => connecting.startCall({ ...options, ...call })),
    claim: (token, privacyVersion) =>
      started((connecting) => connecting.claimLink({ ...options, token, privacyVersion })),
    resume: async () => {
      if ((await new PageStorage().get(SEAT)) === undefined) return undefined;
      const connecting = await loadAtLast();
      const answer = await connecting?.resumeCall(options);
      return answer?.ok ? answer.session : undefined;
    },
  };
}

function load(): Promise<Connecting> {
  return import('./contact.js');
}

async function started(enter: (connecting: Connecting) => Promise<ContactAnswer>): Promise<CallStart> {
  const connecting = await load().catch(() => undefined);
  if (!connecting) return { ok: false, code: 'not-sent' };
  const answer = await enter(connecting);
  if (answer.ok) return answer;
  return answer.code === undefined ? { ok: false, code: 'desk-unavailable' } : answer;
}

async function loadAtLast(): Promise<Connecting | undefined> {
  const clock = new SystemClock();
  for (const wait of RETRY_MS) {
    const connecting = await load().catch(() => undefined);
    if (connecting) return connecting;
    await new Promise<void>((resolve) => clock.after(wait, resolve));
  }
  return undefined;
}
