/** Classes, events and types, without defining anything. */
export * from './context/index.js';
export * from './elements/agent-desk/agent-desk.js';
export * from './elements/agent-state/agent-state.js';
export * from './elements/contact-session/connector.js';
export * from './elements/contact-session/contact-session.js';
export * from './elements/interaction-context/interaction-context.js';
export * from './elements/interaction-list/interaction-list.js';
export * from './elements/interaction-list/select-event.js';
export * from './elements/interaction-offer/interaction-offer.js';
export * from './elements/video-session-pane/video-session-pane.js';
export { registerIcons, setLocale } from './ui/index.js';
