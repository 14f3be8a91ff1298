import { createAgentSession } from '../../connect/agent.js';
import { AgentDesk } from './agent-desk.js';

AgentDesk.connect = createAgentSession;
if (!customElements.get('agent-desk')) customElements.define('agent-desk', AgentDesk);

export { AgentDesk };
