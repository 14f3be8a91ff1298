import { SystemClock } from '../adapters/clock/index.js';
import type { ContactCall } from '../adapters/desk/index.js';
import { LiveKitMedia } from '../adapters/livekit/index.js';
import type { CallRequest, CallStart, ContactConnector } from '../elements/contact-session/connector.js';
import type { ContactAnswer, ContactConnectOptions } from './contact.js';
import { claimLink, resumeCall, startCall } from './contact.js';

/** The contact's page over a real desk: what `contact-session` needs before there is a session. */
export function createContactConnector(options: ContactConnectOptions): ContactConnector {
  // Only to ask for the microphone inside the tap, before anything is sent anywhere.
  const media = new LiveKitMedia({ clock: new SystemClock() });
  return {
    askMicrophone: () => media.askMicrophone(),
    start: async (call) => started(await startCall({ ...options, ...entryOf(call) })),
    claim: async (token, privacyVersion) => started(await claimLink({ ...options, token, privacyVersion })),
    resume: async () => {
      const answer = await resumeCall(options);
      return answer.ok ? answer.session : undefined;
    },
  };
}

function entryOf(call: CallRequest): ContactCall {
  return call;
}

function started(answer: ContactAnswer): CallStart {
  if (answer.ok) return answer;
  return { ok: false, code: answer.code ?? 'desk-unavailable' };
}
