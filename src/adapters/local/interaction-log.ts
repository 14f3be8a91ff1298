import type {
  Audience,
  Content,
  Contents,
  Fact,
  FactActor,
  FactBody,
  Interaction,
} from '../../interaction/index.js';
import { emptyInteraction, evolve, factFor, isContentFor, mergeContents } from '../../interaction/index.js';

/** A fact as an audience receives it, with the contents it refers to. */
export interface Entry {
  readonly fact: Fact;
  readonly contents: readonly Content[];
}

/** The facts of one interaction, with a numbered stream for each audience. */
export class InteractionLog {
  readonly id: string;
  #state: Interaction;
  #contents: Contents = {};
  readonly #streams: Readonly<Record<Audience, Entry[]>> = { agents: [], contact: [] };

  constructor(id: string) {
    this.id = id;
    this.#state = emptyInteraction(id);
  }

  get state(): Interaction {
    return this.#state;
  }

  entries(audience: Audience): readonly Entry[] {
    return this.#streams[audience];
  }

  contents(audience: Audience): readonly Content[] {
    return Object.values(this.#contents).filter((content) => isContentFor(content, audience));
  }

  append(
    body: FactBody,
    meta: { readonly id: string; readonly at: number; readonly actor: FactActor; readonly content?: Content },
  ): Fact {
    const { content, ...rest } = meta;
    const fact: Fact = { ...body, ...rest, seq: this.#state.seq + 1, v: 1 };
    const contents = content ? [content] : [];
    this.#state = evolve(this.#state, fact);
    this.#contents = mergeContents(this.#contents, contents);
    this.#streams.agents.push({ fact, contents });
    const theirs = factFor(fact, 'contact', this.#streams.contact.length + 1);
    if (theirs)
      this.#streams.contact.push({
        fact: theirs,
        contents: contents.filter((one) => isContentFor(one, 'contact')),
      });
    return fact;
  }
}
