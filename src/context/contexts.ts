import { createContext } from '@lit/context';
import type { AgentSession, InteractionSession } from '../interaction/index.js';

/** The session of the interaction an element belongs to. The object is stable; its state changes. */
export const interactionContext = createContext<InteractionSession | undefined>(Symbol('interaction'));

/** The connection of the agent who sits at this page. */
export const agentContext = createContext<AgentSession | undefined>(Symbol('agent'));
