import type { Context } from '@lit/context';
import { ContextEvent } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type FollowingHost = ReactiveControllerHost & HTMLElement & { readonly for?: string };

/**
 * Follows the nearest provider of a context, or the element that `for` names. It asks again when a provider comes late,
 * when `for` changes, and when the host is moved; @lit/context's own consumer does neither of the first two.
 */
export class ContextFollower<T> implements ReactiveController {
  readonly #host: FollowingHost;
  readonly #context: Context<unknown, T>;
  readonly #changed: (value: T | undefined) => void;
  #value: T | undefined;
  #unsubscribe: (() => void) | undefined;
  #askedFor: string | undefined;
  #document: Document | undefined;

  constructor(host: FollowingHost, context: Context<unknown, T>, changed: (value: T | undefined) => void) {
    this.#host = host;
    this.#context = context;
    this.#changed = changed;
    host.addController(this);
  }

  get value(): T | undefined {
    return this.#value;
  }

  hostConnected(): void {
    this.#document = this.#host.ownerDocument;
    this.#document.addEventListener('context-provider', this.#providerCame, true);
    this.#ask();
  }

  hostDisconnected(): void {
    this.#document?.removeEventListener('context-provider', this.#providerCame, true);
    this.#forget();
  }

  hostUpdate(): void {
    if (this.#host.isConnected && this.#host.for !== this.#askedFor) this.#ask();
  }

  readonly #providerCame = (): void => {
    // The provider that came may be nearer than the one we follow, or be the one `for` was waiting for.
    if (this.#value === undefined || this.#host.for !== undefined) this.#ask();
  };

  #ask(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#askedFor = this.#host.for;
    const origin = this.#origin();
    if (!origin) return this.#set(undefined);
    const follow = (value: T, unsubscribe?: () => void) => {
      if (this.#unsubscribe !== unsubscribe) this.#unsubscribe?.();
      this.#unsubscribe = unsubscribe;
      this.#set(value);
    };
    origin.dispatchEvent(new ContextEvent(this.#context, this.#host, follow, true));
    if (!this.#unsubscribe) this.#set(undefined);
  }

  #origin(): Element | undefined {
    const id = this.#host.for;
    if (id === undefined) return this.#host;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const inRoot = 'getElementById' in root ? root.getElementById(id) : null;
    return inRoot ?? this.#host.ownerDocument.getElementById(id) ?? undefined;
  }

  #forget(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#set(undefined);
  }

  #set(value: T | undefined): void {
    if (this.#value === value) return;
    this.#value = value;
    this.#changed(value);
  }
}
