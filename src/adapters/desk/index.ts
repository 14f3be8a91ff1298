/** The desk over HTTP: commands, one event stream for a page, an outbox, and how a contact's page gets in. */
export type { DeskPortOptions, HttpDeskPort } from './desk-port.js';
export { createDeskPort } from './desk-port.js';
export type { ContactCall, ContactEntryOptions, EntryAnswer, Seat } from './contact-entry.js';
export { ContactEntry } from './contact-entry.js';
export type { Rules } from './receiver.js';
export type { Fetch } from './http.js';
export type { TokenAnswer } from './tokens.js';
export { tabId } from './tab-id.js';
