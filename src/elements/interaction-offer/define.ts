import { InteractionOffer } from './interaction-offer.js';

if (!customElements.get('interaction-offer')) customElements.define('interaction-offer', InteractionOffer);

export { InteractionOffer };
