/** What the desk's adapter needs once there is an interaction, and not before. */
export { evolve } from '../../interaction/evolve.js';
export { readInteractionMessage } from './interaction-messages.js';
