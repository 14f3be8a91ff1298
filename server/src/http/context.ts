import type { Authenticator } from '../auth/authenticate.js';
import type { ContactTokens } from '../auth/contact-token.js';
import type { JoinLinks } from '../auth/join-links.js';
import type { ReentryKeys } from '../auth/reentry-keys.js';
import type { Desk, Loaded } from '../core/types.js';
import type { Log } from '../log.js';
import type { RateLimiter } from './limits.js';
import type { Metrics } from './metrics.js';
import type { Sites } from './sites.js';
import type { Streams } from './stream/streams.js';

/** What the media side does for the routes. */
export interface MediaAccess {
  mintAccess(
    loaded: Loaded,
    leg: string,
    options: { readonly holder: string; readonly takeOver: boolean },
  ): Promise<{ readonly url: string; readonly token: string; readonly expires: number }>;
  webhook(rawBody: Uint8Array, authHeader: string | undefined): Promise<unknown>;
}

/** Everything the routes stand on. */
export interface Context {
  readonly desk: Desk;
  readonly auth: Authenticator;
  readonly contacts: ContactTokens;
  readonly links: JoinLinks;
  readonly keys: ReentryKeys;
  readonly media: MediaAccess;
  readonly sites: Sites;
  readonly limiter: RateLimiter;
  readonly metrics: Metrics;
  readonly streams: Streams;
  readonly log: Log;
  /** Whether LiveKit can be reached now. */
  readonly mediaReady: () => Promise<boolean>;
  /** Lets an operator's monitoring in from elsewhere than this machine. */
  readonly metricsToken?: string | undefined;
}
