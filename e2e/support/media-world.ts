import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { AccessToken, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import type { AccessAnswer, RefusalCode } from 'video-session-window/interaction';
import type { Actor, MediaWorld, Permit } from 'video-session-window/testing';
import { mediaContract } from 'video-session-window/testing';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import type { Party } from './party.js';

/** The media contract's world made of a real LiveKit server and browsers; the desk is what this says. */
export class LiveKitWorld implements MediaWorld {
  readonly #livekit: LiveKit;
  readonly #site: Site;
  readonly #parties: Readonly<Record<string, Party>>;
  readonly #name: string;
  readonly #rooms: RoomServiceClient;
  readonly #permits = new Map<string, Permit>();
  readonly #refused = new Map<string, RefusalCode>();
  readonly #failures = new Map<string, number>();
  readonly #pages: Page[] = [];
  readonly #tokens: string[] = [];
  readonly #printed: string[] = [];
  #secret: string;
  #asked = 0;

  constructor(livekit: LiveKit, site: Site, parties: Readonly<Record<string, Party>>, name: string) {
    this.#livekit = livekit;
    this.#site = site;
    this.#parties = parties;
    this.#name = name;
    this.#secret = livekit.secret;
    this.#rooms = new RoomServiceClient(livekit.httpUrl, livekit.key, livekit.secret);
  }

  async begin(): Promise<void> {
    for (const room of ['main', 'side'])
      await this.#rooms.createRoom({ name: this.#room(room), emptyTimeout: 300, departureTimeout: 300 });
  }

  async end(): Promise<void> {
    await Promise.all(this.#pages.map((page) => page.close()));
    for (const room of ['main', 'side']) await this.#rooms.deleteRoom(this.#room(room));
  }

  /** No token stands in what the pages logged, printed or told as state. */
  async assertNoTokenTold(): Promise<void> {
    // livekit-client quotes tokens in what it prints, so it is kept from printing anything.
    assert.deepEqual(this.#printed, []);
    const logged = await Promise.all(this.#pages.map((page) => page.evaluate(() => globalThis.logged)));
    const told = logged.flat().join('\n');
    for (const token of this.#tokens) {
      for (const part of token.split('.')) assert.ok(!told.includes(part), 'a token was told');
    }
  }

  /** The page of the newest actor with this leg. */
  pageOf(leg: string): Page {
    const page = this.#pages.findLast((one) => one.url().includes(`#leg=${leg}`));
    if (!page) throw new Error(`${leg} has no page`);
    return page;
  }

  /** From now on the desk gives tokens that LiveKit does not accept. */
  spoilTokens(): void {
    this.#secret = 'another secret than the media server has';
  }

  mendTokens(): void {
    this.#secret = this.#livekit.secret;
  }

  /** @param strict its browser plays no sound before a tap */
  async actor(leg: string, strict = false): Promise<Actor> {
    const party = this.#parties[leg];
    if (!party) throw new Error(`Nobody is called ${leg}`);
    const page = await party.newTab();
    this.#pages.push(page);
    // What the browser prints by itself about a failed request no program can read, or keep it from printing.
    page.on('console', (message) => isOfTheBrowser(message.text()) || this.#printed.push(message.text()));
    await page.exposeFunction('deskAccess', (room: string, asking: string) => this.#access(room, asking));
    await page.goto(`${this.#site.origin}/#leg=${leg}${strict ? '&strict=1' : ''}`, { waitUntil: 'load' });
    const call =
      (method: string) =>
      (...args: unknown[]) =>
        page.evaluate(
          ([name, given]) =>
            (globalThis.actor as unknown as Record<string, (...all: unknown[]) => unknown>)[name]!(...given),
          [method, args] as const,
        );
    return new Proxy({ leg } as Actor, {
      get: (target, name) => (name === 'leg' ? target.leg : name === 'then' ? undefined : call(String(name))),
    });
  }

  async permit(leg: string, permit: Permit): Promise<void> {
    this.#permits.set(leg, permit);
    if (await this.#present(leg))
      await this.#rooms.updateParticipant(this.#room('main'), leg, { permission: grants(permit) });
  }

  async remove(leg: string, code: RefusalCode): Promise<void> {
    this.#refused.set(leg, code);
    await this.#rooms.removeParticipant(this.#room('main'), leg);
  }

  failAccess(leg: string, times: number): void {
    this.#failures.set(leg, times);
  }

  async shortOutage(): Promise<void> {
    await this.#livekit.kill();
    await pause(2000);
    await this.#back();
  }

  async longOutage(): Promise<void> {
    const before = this.#asked;
    await this.#livekit.kill();
    await mediaContract.until(
      'both gave up on the library',
      () => Promise.resolve(this.#asked >= before + 2),
      60_000,
    );
    await this.#back();
  }

  async #back(): Promise<void> {
    await this.#livekit.start();
    await this.begin();
  }

  #room(room: string): string {
    return `${room} ${this.#name}`;
  }

  async #present(leg: string): Promise<boolean> {
    const present = await this.#rooms.listParticipants(this.#room('main'));
    return present.some(({ identity }) => identity === leg);
  }

  async #access(room: string, leg: string): Promise<AccessAnswer> {
    this.#asked += 1;
    const code = this.#refused.get(leg);
    if (code) return { ok: false, code };
    const failures = this.#failures.get(leg) ?? 0;
    this.#failures.set(leg, failures - 1);
    if (failures > 0) return { ok: false, code: 'desk-unavailable' };
    const token = new AccessToken(this.#livekit.key, this.#secret, { identity: leg, ttl: 60 });
    const permit = this.#permits.get(leg) ?? mediaContract.all;
    token.addGrant({ room: this.#room(room), roomJoin: true, ...grants(permit) });
    const jwt = await token.toJwt();
    this.#tokens.push(jwt);
    return { ok: true, access: { url: this.#livekit.url, token: jwt, expires: Date.now() + 60_000 } };
  }
}

function isOfTheBrowser(text: string): boolean {
  return text.startsWith('WebSocket connection to') || text.startsWith('Failed to load resource');
}

function grants({ microphone, camera, hear }: Permit) {
  const canPublishSources = [
    ...(microphone ? [TrackSource.MICROPHONE] : []),
    ...(camera ? [TrackSource.CAMERA, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO] : []),
  ];
  return {
    canPublish: canPublishSources.length > 0,
    canPublishSources,
    canSubscribe: hear,
    canPublishData: true,
  };
}
