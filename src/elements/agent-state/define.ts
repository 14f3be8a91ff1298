import { AgentState } from './agent-state.js';

if (!customElements.get('agent-state')) customElements.define('agent-state', AgentState);

export { AgentState };
