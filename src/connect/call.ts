/** What an agent's page needs once there is a call. Loaded as one by `late-call.ts`. */
export { evolve, readInteractionMessage } from '../adapters/desk/rules.js';
export { LiveKitMedia } from '../adapters/livekit/index.js';
export { makeSession } from '../interaction/session/interaction-session.js';
