/** Fakes and scenes: try elements and integrations without a server, a camera or the passing of time. */
export * from './desk-contract.js';
export * from './fake-clock.js';
export * from './fake-devices.js';
export * from './fake-media-room.js';
export * from './fake-media-server.js';
export * from './fake-media.js';
export * from './fake-storage.js';
export * from './follower.js';
export * from './media-actor.js';
export { mediaCases } from './media-cases.js';
export * as mediaContract from './media-contract.js';
export type { Actor, MediaCase, MediaWorld, Permit } from './media-contract.js';
export * from './scene.js';
export * from './settled.js';
