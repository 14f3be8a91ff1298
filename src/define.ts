/** Defines every element. Import `video-session-window/elements/<tag>` to define one. */
export * from './elements/agent-desk/define.js';
export * from './elements/agent-state/define.js';
export * from './elements/contact-session/define.js';
export * from './elements/interaction-context/define.js';
export * from './elements/interaction-list/define.js';
export * from './elements/interaction-offer/define.js';
export * from './elements/video-session-pane/define.js';
