/** Defines every element. Import `video-session-window/elements/<tag>` to define one. */
export * from './elements/agent-desk/define.js';
export * from './elements/interaction-context/define.js';
export * from './elements/video-session-pane/define.js';
export * from './elements/contact-session/define.js';
