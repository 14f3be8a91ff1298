/** The script of a contact's page. The way to the desk, and media, come when somebody is about to call. */
export { ContactSession } from '../elements/contact-session/define.js';
export { registerIcons } from '../ui/icons.js';
export { setLocale } from '../ui/words/words.js';
