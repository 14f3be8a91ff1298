import type { LiveKitOptions } from '../run/livekit-server.mjs';
import type { Site, SiteOptions } from '../run/sites.mjs';

export interface LanOptions {
  /** The IPv4 address of this machine to serve on. */
  address: string;
  ports: { https: number; media: number; desk: number };
  /** Where key and certificate are kept. */
  folder: string;
}

/** Where the parts of the product are, and how its pages are served there. */
export interface Place {
  crm: { origin: string; page: string };
  contact: { origin: string; page: string };
  /** The page with every element by itself. */
  elements: string;
  /** The certificate of https pages, for a program that should trust it. */
  ca?: string;
  desk: { url: string; host: string; port: number; env: Record<string, string> };
  livekit: Pick<LiveKitOptions, 'nodeIp' | 'ports'>;
  /** Starts what serves the pages, after the desk. */
  serve(pages: { crm: SiteOptions; contact: SiteOptions }): Promise<Site[]>;
  /** What a person should know besides the addresses. */
  notes: string;
}

export function lanPlace(options: LanOptions): Promise<Place>;
