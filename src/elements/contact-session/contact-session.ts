import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Attachments, InteractionController, Levels, interactionContext } from '../../context/index.js';
import type { CommandBody, InteractionSession } from '../../interaction/index.js';
import { VswElement } from '../../ui/base-element.js';
import { readyForCalls } from '../../ui/for-calls.js';
import { controls } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { LiveAnnouncer } from '../../ui/live-announcer.js';
import { Sounds } from '../../ui/sounds.js';
import { SecondTimer } from '../../ui/timer.js';
import * as words from '../../ui/words/contact.js';
import * as format from '../../ui/words/format.js';
import { announcementOf } from './announcements.js';
import type { Announcement } from './announcements.js';
import { callButtons, placeOf, slateScreen, videoSheet, waitingScreen } from './call-screens.js';
import type { CallView } from './call-screens.js';
import type { CallStart, ContactConnector, NotStarted } from './connector.js';
import { styles } from './contact-session.styles.js';
import { endedScreen } from './ended-screen.js';
import { copyAddress, inAppBrowser, onMobileData, permissionHelp } from './environment.js';
import { notices } from './notices.js';
import { pictures } from './pictures.js';
import { CameraPreview } from './preview.js';
import { agentName, heldFor, onlyFilms, screenOf, ticksFrom } from './screen.js';
import type { Screen } from './screen.js';
import { startScreen } from './start-screen.js';

export interface ContactConnection {
  readonly deskUrl: string;
}

/**
 * The contact's page: call, wait, speak, show. One screen and one main action at a time, made for a phone in one hand.
 *
 * @tag contact-session
 * @slot brand - The company's name and logo, before and after the call.
 * @slot - What to say before the call.
 * @slot after - What to say after the call.
 * @csspart start - The screen before the call.
 * @csspart consent - The agreement to the privacy notice.
 * @csspart call - The button that calls.
 * @csspart problem - Why the call could not begin.
 * @csspart help - What to do when the browser blocks the microphone, or stands inside another app.
 * @csspart again - The button there that tries again.
 * @csspart copy - The button there that copies the link.
 * @csspart loading - While the call begins.
 * @csspart waiting - The screen in the queue.
 * @csspart music - The button for the music.
 * @csspart leave - The button that leaves the queue.
 * @csspart notices - Everything that is wrong now.
 * @csspart notice - One thing that is wrong.
 * @csspart dismiss - The button that takes a failure away.
 * @csspart take-over - The button that continues a call that is open in another tab.
 * @csspart unlock - The button that turns sound on where the browser holds it back.
 * @csspart pictures - The pictures during the call.
 * @csspart line - Who it is with, and how long.
 * @csspart agent - The agent's picture.
 * @csspart preview - The own picture.
 * @csspart actions - The round buttons during the call.
 * @csspart mute - The button for the microphone.
 * @csspart camera - The button for the own camera.
 * @csspart flip - The button that turns to the other camera.
 * @csspart video - The button that asks for video.
 * @csspart stop-video - The button that stops it.
 * @csspart end - The button that ends the call.
 * @csspart sheet - The question about video.
 * @csspart show-camera - The answer to it with the own camera.
 * @csspart only-watch - The answer to it without.
 * @csspart not-now - The answer that declines it.
 * @csspart cancel - The button that takes the own request back.
 * @csspart slate - On hold, or while the agent's connection is lost.
 * @csspart ended - The screen after the call.
 * @csspart call-again - The button there that calls again.
 * @fires {InteractionRequestEvent} interaction-request - Before a command is sent. Cancel it to veto.
 */
export class ContactSession extends VswElement {
  static override styles = [controls, styles];

  static {
    readyForCalls();
  }

  /** Makes the connection; set by `define.ts`, so that this class knows no adapter. */
  static connect: ((connection: ContactConnection) => ContactConnector) | undefined;

  /** Where the desk answers, for example `https://desk.example`. */
  @property({ attribute: 'desk-url' }) deskUrl = '';

  /** The public entry key of the company's page. */
  @property({ attribute: 'entry-key' }) entryKey = '';

  /** Gives a call token signed by the company's backend; used instead of an entry key. */
  @property({ attribute: false }) getCallToken: (() => Promise<string>) | undefined;

  /** The id of the queue that is called. What a call token says counts more. */
  @property() queue = '';

  /** What people call that queue; it stands on the button: "Call Claims". */
  @property() label = '';

  /** The contact's name, if the page knows. */
  @property({ attribute: 'contact-name' }) contactName = '';

  /** What the call is about, if the page knows. */
  @property() subject = '';

  /** The address of the privacy notice that the contact agrees to before the call. */
  @property({ attribute: 'privacy-url' }) privacyUrl = '';

  /** The version of that notice; it is kept with the call. */
  @property({ attribute: 'privacy-version' }) privacyVersion = '1';

  /** A join link's secret, from the address's fragment; claimed by the tap on Call. */
  @property({ attribute: false }) link: string | undefined;

  /** A host's own way to the desk. */
  @property({ attribute: false }) connector: ContactConnector | undefined;

  @state() private agreed = false;
  @state() private mustAgree = false;
  @state() private busy = false;
  @state() private problem: NotStarted | undefined;
  @state() private copied = false;
  @state() private musicOn = true;
  @state() private wantsVideo = false;

  @query('[data-preview]') private readonly previewVideo!: HTMLVideoElement | null;

  /** The id of an `interaction-context` elsewhere in the page. */
  @property() for: string | undefined;

  readonly #provider = new ContextProvider(this, { context: interactionContext, initialValue: undefined });
  readonly #interaction: InteractionController;
  readonly #attachments = new Attachments(this, () => this.session?.room);
  readonly #levels = new Levels(this, () => this.session?.room);
  readonly #announcer = new LiveAnnouncer(this);
  readonly #sounds = new Sounds({ view: () => this.ownerDocument.defaultView });
  readonly #preview = new CameraPreview(() => this.requestUpdate());
  #own: InteractionSession | undefined;
  #made: ContactConnector | undefined;
  #resuming = false;
  #stopFacts: (() => void) | undefined;
  #lastScreen: Screen | undefined;

  constructor() {
    super();
    // The provider above answers elements in the slots; this element itself listens to the one outside, if any.
    this.#interaction = new InteractionController(
      this,
      [
        'connection',
        'interaction',
        'contents',
        'pending',
        'failures',
        'media',
        'intent',
        'waiting',
        'closed',
      ],
      (session) => this.#followFacts(session),
    );
    new SecondTimer(this, {
      now: () => this.session?.now() ?? 0,
      since: () => ticksFrom(this.session?.state),
    });
  }

  /** The session of the call, once there is one. */
  get session(): InteractionSession | undefined {
    return this.#own ?? this.#interaction.session;
  }

  /** Begins the call, as the button does. */
  async call(): Promise<void> {
    if (this.busy || this.session) return;
    this.mustAgree = !this.agreed;
    if (this.mustAgree) return;
    this.busy = true;
    this.problem = undefined;
    const started = await this.#begin();
    this.busy = false;
    if (started.ok) this.#use(started.session);
    else this.problem = started;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The first time, the desk's address may come later than the element; `updated` sees it.
    if (this.hasUpdated) void this.#resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#preview.stop();
    // Whoever only moves it takes it away and puts it back in the same turn; a call does not end by that.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#sounds.stop();
      this.#use(undefined);
    });
  }

  protected override render() {
    const { session } = this;
    const current = session?.state;
    const screen = screenOf(current);
    if (!current || !session || screen === 'start') return this.#start();
    const view = this.#view(session);
    const name = agentName(current) ?? words.yourAgent();
    switch (screen) {
      case 'loading':
        return html`<section class="screen" part="loading">${icon('loader')}<p>${words.calling()}</p></section>`;
      case 'waiting':
        return html`${notices(view)}${waitingScreen(view)}`;
      case 'held':
        return html`${notices(view)}${slateScreen(view, words.heldFor(format.duration(heldFor(current, session.now()))), words.heldHint())}`;
      case 'agent-away':
        return html`${notices(view)}${slateScreen(view, words.reconnecting(), words.agentAway(name))}`;
      case 'ended':
        return endedScreen(current, this.#canCallAgain() ? this.#again : undefined);
      case 'call':
        return html`${notices(view)}${pictures(current, view.now, (leg) => this.#levels.speaks(leg))}
          ${videoSheet(view)} ${callButtons(view)}
          ${(onlyFilms(current) ? [] : (current.interaction?.parties ?? []))
            .filter((party) => party.kind !== 'contact' && party.leftAt === undefined)
            .flatMap((party) => party.legs)
            .map((leg) => html`<audio data-leg=${leg.id}></audio>`)}`;
      default:
        return screen satisfies never;
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('deskUrl') || changed.has('connector')) void this.#resume();
    const elements = [...this.renderRoot.querySelectorAll<HTMLMediaElement>('[data-leg]')];
    this.#attachments.sync(
      elements
        .filter((element) => element.dataset.leg)
        .map((element) => ({
          leg: element.dataset.leg ?? '',
          source: element.localName === 'audio' ? ('microphone' as const) : ('camera' as const),
          element,
        })),
    );
    this.#preview.follow(this.session, this.previewVideo ?? undefined);
    this.#music();
  }

  #start() {
    const navigator = this.ownerDocument.defaultView?.navigator;
    const agent = navigator?.userAgent ?? '';
    return startScreen({
      label: this.label ? words.callWho(this.label) : words.callUs(),
      privacyUrl: this.privacyUrl,
      base: this.baseURI,
      agreed: this.agreed,
      busy: this.busy,
      problem: this.problem,
      mustAgree: this.mustAgree,
      inApp: inAppBrowser(agent) !== undefined,
      copied: this.copied,
      help: permissionHelp(agent),
      agree: (agreed) => {
        this.agreed = agreed;
        this.mustAgree = false;
        if (agreed) this.#connector()?.prepare?.();
      },
      call: () => void this.call(),
      copyLink: () => void this.#copyLink(),
    });
  }

  #view(session: InteractionSession): CallView {
    const navigator = this.ownerDocument.defaultView?.navigator;
    return {
      state: session.state,
      now: session.now(),
      musicOn: this.musicOn,
      wantsVideo: this.wantsVideo,
      previewFailure: this.#preview.failure,
      mobileData: navigator !== undefined && onMobileData(navigator),
      refusal: (command) => session.refusal(command),
      request: this.#request,
      setMicrophone: (microphone) => session.setIntent({ microphone }),
      flip: () =>
        session.setIntent({ facing: session.state.media.facing === 'user' ? 'environment' : 'user' }),
      setMusic: (on) => {
        this.musicOn = on;
      },
      wantVideo: (wanted) => {
        this.wantsVideo = wanted;
      },
      unlock: () => void session.room?.unlock(),
      takeOver: () => session.takeOver(),
      dismiss: (failure) => session.dismiss(failure),
    };
  }

  async #begin(): Promise<CallStart> {
    const connector = this.#connector();
    if (!connector) return { ok: false, code: 'desk-unavailable' };
    const microphone = await connector.askMicrophone();
    if (!microphone.ok) return microphone;
    if (this.link !== undefined) return await connector.claim(this.link, this.privacyVersion);
    const callToken = this.getCallToken ? await this.getCallToken().catch(() => undefined) : undefined;
    if (this.getCallToken && callToken === undefined) return { ok: false, code: 'unauthorized' };
    return await connector.start({
      privacyVersion: this.privacyVersion,
      ...(callToken === undefined ? { entryKey: this.entryKey } : { callToken }),
      ...(this.queue ? { queue: this.queue } : {}),
      ...(this.contactName ? { name: this.contactName } : {}),
      ...(this.subject ? { subject: this.subject } : {}),
      language: this.locale,
    });
  }

  async #resume(): Promise<void> {
    if (this.session || this.busy || this.#resuming) return;
    this.#resuming = true;
    const session = await this.#connector()?.resume();
    this.#resuming = false;
    if (!session) return;
    if (this.isConnected && !this.session) this.#use(session);
    else session.dispose();
  }

  #connector(): ContactConnector | undefined {
    if (this.connector) return this.connector;
    if (this.deskUrl) this.#made ??= ContactSession.connect?.({ deskUrl: this.deskUrl });
    return this.#made;
  }

  #use(session: InteractionSession | undefined): void {
    this.#unfollow?.();
    this.#own?.dispose();
    this.#own = session;
    this.#unfollow = session?.subscribe(() => this.requestUpdate());
    this.#provider.setValue(session);
    this.#followFacts(session);
    this.requestUpdate();
  }
  #unfollow: (() => void) | undefined;

  readonly #request = (command: CommandBody): void => {
    // A session of this element's own is not in a context above it, but the page may veto all the same.
    void (this.#own ? this.#interaction.requestOf(this.#own, command) : this.#interaction.request(command));
  };

  readonly #again = (): void => {
    this.#use(undefined);
    this.problem = undefined;
  };

  #canCallAgain(): boolean {
    return this.#own !== undefined && this.link === undefined;
  }

  async #copyLink(): Promise<void> {
    const view = this.ownerDocument.defaultView;
    this.copied = view !== null && (await copyAddress(view));
  }

  /** Music while waiting and on hold, made here: it needs no media from the room. */
  #music(): void {
    const screen = screenOf(this.session?.state);
    const wanted = this.musicOn && (screen === 'waiting' || screen === 'held' || screen === 'agent-away');
    if (wanted) void this.#sounds.loop('music');
    else this.#sounds.stop('music');
    if (screen === this.#lastScreen) return;
    if (this.#lastScreen === 'waiting' && screen === 'call') void this.#sounds.play('connect');
    if (this.#lastScreen !== undefined && screen === 'ended') void this.#sounds.play('end');
    this.#lastScreen = screen;
  }

  #followFacts(session: InteractionSession | undefined): void {
    this.#stopFacts?.();
    const tell = (said: Announcement | undefined) => {
      if (said) this.#announcer.announce(said.text, said.alert ? { alert: true } : {});
    };
    const stops = session && [
      session.onFact((fact, current) => tell(this.say(() => announcementOf(fact, current)))),
      session.subscribe(({ waiting }, previous) => {
        if (waiting && waiting.position !== previous.waiting?.position)
          tell(this.say(() => ({ text: placeOf(waiting) })));
      }),
    ];
    this.#stopFacts = () => stops?.forEach((stop) => stop());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'contact-session': ContactSession;
  }
}
