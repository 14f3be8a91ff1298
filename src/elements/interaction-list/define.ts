import { InteractionList } from './interaction-list.js';

if (!customElements.get('interaction-list')) customElements.define('interaction-list', InteractionList);

export { InteractionList };
