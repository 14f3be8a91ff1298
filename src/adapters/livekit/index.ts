/** The media port over LiveKit. Loads livekit-client when a call is near, not with this module. */
export { isPhone, preferredFacing } from './facing.js';
export { LiveKitMedia } from './media.js';
export type { LiveKitMediaOptions } from './media.js';
export { loadSdk } from './sdk.js';
