import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const client = fileURLToPath(import.meta.resolve('livekit-client')).replace(
  /[^/]+$/,
  'livekit-client.umd.js',
);

/** As much of the LiveKit client as these pages use; the desk's code imports nothing of it. */
export interface ClientRoom {
  readonly state: string;
  readonly localParticipant: {
    readonly permissions?: { readonly canPublish: boolean; readonly canSubscribe: boolean };
    readonly trackPublications: ReadonlyMap<string, unknown>;
    setMicrophoneEnabled(on: boolean): Promise<unknown>;
    setCameraEnabled(on: boolean): Promise<unknown>;
  };
  connect(url: string, token: string): Promise<void>;
  simulateScenario(scenario: string): Promise<void>;
  on(event: string, listener: (...args: never[]) => void): void;
}

/** What the page script keeps for the test. */
export interface PageState {
  readonly room: ClientRoom;
  readonly events: { name: string; detail: unknown }[];
  readonly tracks: { identity: string; source: string }[];
}

interface PageScope {
  readonly LivekitClient: { readonly Room: new (options: object) => ClientRoom };
  state: PageState;
}

/** A page with the LiveKit client and nothing else, on a site of its own. */
export async function startPages(): Promise<{
  browser: Browser;
  origin: string;
  open(): Promise<Page>;
  close(): Promise<void>;
}> {
  const site = createServer((req, res) => {
    if (req.url === '/client.js')
      createReadStream(client).pipe(res.setHeader('content-type', 'text/javascript'));
    else
      res
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>page</title><script src="/client.js"></script>');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  return {
    browser,
    origin,
    async open() {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${origin}/`);
      return page;
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}

export type Connected =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: number;
      readonly status: number | undefined;
      readonly message: string;
    };

/** Joins with the real client; what happens afterwards is noted in the page. */
export function connect(page: Page, url: string, token: string): Promise<Connected> {
  return page.evaluate(
    async ([to, access]) => {
      const scope = globalThis as unknown as PageScope;
      const { Room } = scope.LivekitClient;
      const room = new Room({ disconnectOnPageLeave: false });
      const state: PageState = { room, events: [], tracks: [] };
      scope.state = state;
      const note = (name: string) => (detail?: unknown) =>
        void state.events.push({ name, detail: typeof detail === 'object' ? undefined : detail });
      room.on('signalReconnecting', note('signal-reconnecting'));
      room.on('reconnecting', note('reconnecting'));
      room.on('reconnected', note('reconnected'));
      room.on('disconnected', note('disconnected'));
      type Subscribed = [
        track: { attach(): void },
        publication: { source: string },
        participant: { identity: string },
      ];
      room.on('trackSubscribed', (...[track, { source }, { identity }]: Subscribed) => {
        track.attach();
        state.tracks.push({ identity, source });
      });
      try {
        await room.connect(to, access);
        return { ok: true as const };
      } catch (error) {
        const { reason, status, message } = error as { reason: number; status?: number; message: string };
        return { ok: false as const, reason, status, message };
      }
    },
    [url, token] as const,
  );
}

/** Runs something in the page with what it keeps; it may use nothing from around it. */
export function inPage<T>(page: Page, run: (state: PageState) => T | Promise<T>): Promise<T> {
  return page.evaluate(`(${run.toString()})(globalThis.state)`);
}

/** Tries to publish; says how it went. */
export const publish = (page: Page, source: 'microphone' | 'camera'): Promise<string> =>
  page.evaluate(async (what) => {
    const { room } = (globalThis as unknown as PageScope).state;
    try {
      if (what === 'camera') await room.localParticipant.setCameraEnabled(true);
      else await room.localParticipant.setMicrophoneEnabled(true);
      return 'published';
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }, source);
