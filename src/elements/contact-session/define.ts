import { ContactSession } from './contact-session.js';

if (!customElements.get('contact-session')) customElements.define('contact-session', ContactSession);

export { ContactSession };
