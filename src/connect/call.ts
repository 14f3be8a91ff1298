/** What a page needs of the rules once there is a call. Loaded as one by `late-call.ts`. */
export { evolve } from '../interaction/evolve.js';
export { makeSession } from '../interaction/session/interaction-session.js';
