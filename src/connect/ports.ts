import { SystemClock } from '../adapters/clock/index.js';
import type { HttpDeskPort, Rules, TokenAnswer } from '../adapters/desk/index.js';
import { createDeskPort } from '../adapters/desk/index.js';
import { preferredFacing } from '../adapters/livekit/facing.js';
import { LastingStorage, PageStorage } from '../adapters/storage/index.js';
import type { ClockPort, Code, MediaPort, SessionPorts } from '../interaction/index.js';
import { stayAwake } from './wake.js';

/** What became of a command that an earlier page of this person had left undelivered. */
export interface Settled {
  readonly interaction: string;
  readonly command: string;
  /** Absent: it was done. */
  readonly code?: Code;
}

export interface PortsOptions {
  readonly deskUrl: string;
  readonly getToken: () => Promise<TokenAnswer>;
  readonly role: 'agent' | 'contact';
  readonly owner?: string;
  readonly clock?: ClockPort;
  /** Loads what an interaction needs, before the page hears of the first one. */
  readonly loadRules: () => Promise<Rules>;
  readonly onSettled?: ((settled: Settled) => void) | undefined;
  readonly makeMedia: (clock: ClockPort) => MediaPort;
}

/** Everything a session needs, over the network and this browser. */
export interface Ports extends SessionPorts {
  readonly desk: HttpDeskPort;
  close(): void;
}

export function createPorts(options: PortsOptions): Ports {
  const {
    deskUrl,
    getToken,
    role,
    owner,
    clock = new SystemClock(),
    loadRules,
    makeMedia,
    onSettled,
  } = options;
  const desk = createDeskPort({
    url: deskUrl,
    getToken,
    role,
    clock,
    loadRules,
    // Another tab, or the next sign-in, delivers what this one could not.
    storage: new LastingStorage(),
    ...(owner === undefined ? {} : { owner }),
    onSettled: (interaction, command, outcome) =>
      onSettled?.({ interaction, command: command.type, ...(outcome.ok ? {} : { code: outcome.code }) }),
  });
  const stopWaking = stayAwake(() => desk.wake());
  return {
    desk,
    media: makeMedia(clock),
    // This tab's alone: whoever was muted here comes back muted here.
    storage: new PageStorage(),
    clock,
    // A contact holds a phone to show something; an agent sits before a screen.
    facing: role === 'contact' ? preferredFacing() : 'user',
    close: () => {
      stopWaking();
      desk.close();
    },
  };
}
