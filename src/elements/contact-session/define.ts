import { createContactConnector } from '../../connect/contact-connector.js';
import { ContactSession } from './contact-session.js';

ContactSession.connect = createContactConnector;
if (!customElements.get('contact-session')) customElements.define('contact-session', ContactSession);

export { ContactSession };
