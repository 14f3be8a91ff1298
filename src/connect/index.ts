/** Sessions over a real desk, real media and this browser: the only place that joins adapters to elements. */
export type { AgentConnectOptions } from './agent.js';
export { createAgentSession } from './agent.js';
export { createContactConnector } from './contact-connector.js';
export type { ContactAnswer, ContactConnectOptions, ContactWay } from './contact.js';
export { claimLink, createContactSession, resumeCall, startCall } from './contact.js';
export type { Settled } from './ports.js';
