import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium, devices } from 'playwright-core';
import { chromium as findChromium } from '#tools/setup/chromium.mjs';
import type { Colour } from './camera.js';
import { cameraFile, toneFile } from './camera.js';
import type { Namespace } from './namespace.js';
import { programIn } from './namespace.js';
import { giveSenses, untilHears, untilSees, untilSeesNo, untilSilent } from './senses.js';

export interface PartyOptions {
  readonly camera: Colour;
  /** The pitch this person's microphone hears. */
  readonly tone: number;
  readonly phone?: boolean;
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  /** Trusts a self-signed certificate. */
  readonly ignoreHTTPSErrors?: boolean;
  /** A browser that lends no microphone or camera unless its owner allows it in the settings. */
  readonly blocked?: boolean;
  /** Where the browser runs: as on another computer. */
  readonly namespace?: Namespace;
}

/** A person at a browser of their own: one Chromium process with its own camera and microphone. */
export class Party {
  readonly name: string;
  readonly options: PartyOptions;
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** What went wrong on any page of this person: asserted empty at the end. */
  readonly troubles: string[] = [];
  #page: Page;

  private constructor(
    name: string,
    options: PartyOptions,
    browser: Browser,
    context: BrowserContext,
    page: Page,
  ) {
    this.name = name;
    this.options = options;
    this.browser = browser;
    this.context = context;
    this.#page = page;
    context.on('page', (opened) => this.#watch(opened));
    this.#watch(page);
  }

  static async launch(name: string, options: PartyOptions): Promise<Party> {
    const [camera, tone, program] = await Promise.all([
      cameraFile(options.camera),
      toneFile(options.tone),
      findChromium(),
    ]);
    const { namespace } = options;
    const executablePath = namespace ? await programIn(namespace, program) : program;
    const browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--no-proxy-server',
        '--use-fake-device-for-media-stream',
        options.blocked ? '--deny-permission-prompts' : '--use-fake-ui-for-media-stream',
        '--allow-loopback-in-peer-connection',
        `--use-file-for-fake-video-capture=${camera}`,
        `--use-file-for-fake-audio-capture=${tone}`,
        '--disable-features=WebRtcHideLocalIpsWithMdns',
      ],
    });
    const { viewport, colorScheme, locale, ignoreHTTPSErrors } = options;
    const context = await browser.newContext({
      ...(options.phone ? devices['Pixel 7'] : {}),
      viewport: viewport ?? (options.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 }),
      ...(colorScheme ? { colorScheme } : {}),
      ...(locale ? { locale } : {}),
      ...(ignoreHTTPSErrors ? { ignoreHTTPSErrors } : {}),
    });
    const page = await context.newPage();
    const party = new Party(name, options, browser, context, page);
    await giveSenses(page);
    return party;
  }

  get page(): Page {
    return this.#page;
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: 'load' });
  }

  async newTab(): Promise<Page> {
    const page = await this.context.newPage();
    await giveSenses(page);
    return page;
  }

  sees = (colour: Colour): Promise<void> => untilSees(this.#page, colour);
  seesNo = (colour: Colour): Promise<void> => untilSeesNo(this.#page, colour);
  hears = (hertz: number): Promise<void> => untilHears(this.#page, hertz);
  hearsNo = (hertz: number): Promise<void> => untilSilent(this.#page, hertz);

  /** Presses a button by its name, wherever in the page's elements it is. */
  async press(name: string | RegExp): Promise<void> {
    await this.#page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
  }

  /** Waits until a text stands on the page. */
  async reads(text: string | RegExp): Promise<void> {
    await this.#page.getByText(text).first().waitFor({ state: 'visible' });
  }

  /** The page had no script error, no unhandled rejection and no violation of its content policy. */
  assertNoTrouble(): void {
    assert.deepEqual(this.troubles, [], `${this.name}'s pages had troubles`);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.troubles.push(`${error.name}: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !isAboutTheNetwork(text)) this.troubles.push(text);
      if (text.includes('Content Security Policy') || text.includes('TrustedHTML')) this.troubles.push(text);
    });
  }
}

/** Chromium reports every failed request; whether that is a trouble is for the story to say. */
function isAboutTheNetwork(text: string): boolean {
  return (
    text.startsWith('Failed to load resource') ||
    text.includes('WebSocket connection to') ||
    text.includes('net::ERR_')
  );
}
