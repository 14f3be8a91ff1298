import { InteractionContext } from './interaction-context.js';

if (!customElements.get('interaction-context'))
  customElements.define('interaction-context', InteractionContext);

export { InteractionContext };
