import { answersCases } from './desk-contract-answers.js';
import type { ContractCase } from './desk-contract-kit.js';
import { streamCases } from './desk-contract-stream.js';

export type { AgentPage, ContactPage, ContractCase, DeskSubject } from './desk-contract-kit.js';

/** What every desk port keeps to, whatever is behind it. Each case gets a desk in which nothing has happened yet. */
export const deskContract: readonly ContractCase[] = [...streamCases, ...answersCases];
