/**
 * The script of an agent's page; it defines every tag. What shows nothing before there is a call comes with the first one,
 * while it rings; what belongs to the contact's page comes when such a tag stands in this one.
 */
import { loadWithCall } from '../connect/late-call.js';
import type { AgentChangeEvent } from '../elements/agent-desk/agent-desk.js';
import '../elements/agent-desk/define.js';
import '../elements/agent-state/define.js';
import '../elements/interaction-context/define.js';
import '../elements/interaction-list/define.js';
import '../elements/video-session-pane/define.js';
import { whenUsed } from './when-used.js';

const loadOffer = () => import('../elements/interaction-offer/define.js');

loadWithCall(loadOffer);
// For a host with a session of its own: there nothing is held back until the elements are there.
document.addEventListener('agent-change', ({ state }: AgentChangeEvent) => {
  if (state.view?.agent.open.length) loadOffer().catch(reportError);
});

whenUsed(document, 'contact-session', () => import('../elements/contact-session/define.js'));

export { setLocale } from '../ui/words/words.js';
export { registerIcons } from '../ui/icons.js';
