import { connectionCases } from './media-cases-connection.js';
import { devicesCases } from './media-cases-devices.js';
import { exchangeCases } from './media-cases-exchange.js';
import type { MediaCase } from './media-contract.js';

/**
 * What every media port has to do, said from where the people sit. Run on the fake and on LiveKit, so that the fake is never
 * kinder than the world.
 */
export const mediaCases: readonly MediaCase[] = [...devicesCases, ...connectionCases, ...exchangeCases];
