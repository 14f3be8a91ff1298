import { html } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { OpenInteraction } from '../../context/index.js';
import type { Choice, CommandBody, InteractionSession } from '../../interaction/index.js';
import { isPending } from '../../interaction/index.js';
import { actionButton } from '../../ui/controls.js';
import { ActionMenu } from '../../ui/menu.js';
import { wordsOf } from '../../ui/words/codes.js';
import * as words from '../../ui/words/offer.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode & Node };
type Answer = Extract<CommandBody, { type: 'accept' | 'decline' }>;

/** The two answers to an offer: sent at the press, and once. */
export class Answers {
  readonly #host: Host;
  readonly #send: (session: InteractionSession, answer: Answer) => void;
  /** One for each place, not for each offer: offers come and go all day. */
  readonly #menus: ActionMenu[] = [];
  /** From the press on, also while the page takes its time to allow it. */
  readonly #answering = new Map<InteractionSession, Answer['type']>();

  constructor(host: Host, send: (session: InteractionSession, answer: Answer) => void) {
    this.#host = host;
    this.#send = send;
  }

  isAnswering(session: InteractionSession): boolean {
    return this.#answering.has(session) || isPending(session.state, 'accept', 'decline');
  }

  async whileAnswering(session: InteractionSession, sent: Promise<unknown>): Promise<void> {
    this.#host.requestUpdate();
    await sent;
    this.#answering.delete(session);
    this.#host.requestUpdate();
  }

  render({ part, session }: OpenInteraction, at: number, reasons: readonly Choice[]): TemplateResult {
    const { assignment } = part;
    const accept: Answer = { type: 'accept', data: { assignment } };
    return html`${actionButton({
      part: `accept-${at} accept`,
      label: words.accept(),
      icon: 'phone',
      kind: 'primary',
      ...this.#standing(session, accept),
      onPress: () => this.#answer(session, accept),
    })}
    ${this.#decline(session, assignment, at, reasons)}`;
  }

  #decline(session: InteractionSession, assignment: string, at: number, reasons: readonly Choice[]) {
    const plain: Answer = { type: 'decline', data: { assignment } };
    const look = { label: words.decline(), icon: 'phone-off', ...this.#standing(session, plain) } as const;
    if (reasons.length === 0) {
      return actionButton({
        ...look,
        part: `decline-${at} decline`,
        onPress: () => this.#answer(session, plain),
      });
    }
    this.#menus[at] ??= new ActionMenu(this.#host, `decline-${at}`);
    return this.#menus[at].render(
      { ...look, parts: 'decline' },
      reasons.map(({ id, label }) => ({
        part: `reason-${at}-${id}`,
        label,
        onPress: () => this.#answer(session, { type: 'decline', data: { assignment, reason: id } }),
      })),
    );
  }

  /** A ring on the one that was pressed, a reason on the other. */
  #standing(session: InteractionSession, answer: Answer) {
    const asked = this.#answering.get(session);
    const busy = asked === answer.type || isPending(session.state, answer.type);
    const code = asked !== undefined && !busy ? 'in-progress' : session.refusal(answer);
    return { busy, reason: busy || !code ? undefined : wordsOf(code).cause() };
  }

  #answer(session: InteractionSession, answer: Answer): void {
    if (this.isAnswering(session)) return;
    this.#answering.set(session, answer.type);
    this.#send(session, answer);
  }
}
