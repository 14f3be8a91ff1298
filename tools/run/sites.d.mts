import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** What a page may reach besides its own site. */
export interface Policy {
  connect?: readonly string[];
  frame?: readonly string[];
  img?: readonly string[];
  media?: readonly string[];
  worker?: readonly string[];
  /** More names for `trusted-types`, for example `'allow-duplicates'`. */
  trustedTypes?: readonly string[];
}

export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

export interface SiteOptions {
  /** The name in `origin`; `localhost` and `127.0.0.1` are two sites. Default 127.0.0.1. */
  hostname?: string;
  /** The address to listen on. Default 127.0.0.1. */
  bind?: string;
  /** Default: a free one. */
  port?: number;
  /** `{'/': 'demo/crm', '/dist/': 'dist'}`: addresses and folders, relative to the repository. */
  mounts?: Record<string, string>;
  /** `{'POST /login': handler}`; the handler answers by itself. */
  routes?: Record<string, Route>;
  /** A whole header as a string, or what to add to the strict one. */
  policy?: Policy | string;
  headers?: Record<string, string>;
}

export interface Site {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

export function startSite(options: SiteOptions): Promise<Site>;

/** What answers a site's requests, for a server of one's own. */
export function siteListener(options: SiteOptions): RequestListener;
