/** How elements reach a session: contexts, controllers and the events a host page may listen to. */
export * from './agent-controller.js';
export * from './attachments.js';
export * from './context-follower.js';
export * from './contexts.js';
export * from './events.js';
export * from './interaction-controller.js';
export * from './levels.js';
export * from './open-interactions.js';
export * from './request.js';
