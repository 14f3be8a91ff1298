// lit-localize's extractor and writer, with two differences: the same words may be used in several places with different
// notes for translators (the notes are put together), and the xliff files are written whole, in the order of the sources.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { extractMessagesFromProgram } from '@lit/localize-tools/lib/program-analysis.js';
import { PlainError } from './progress.mjs';
import { root } from './root.mjs';

const configFile = join(root, 'src/ui/words/lit-localize.json');

/** What a phrase says, with `{0}` for what is put in. */
export const textOf = ({ contents }) =>
  contents.map((part) => (typeof part === 'string' ? part : `{${part.index}}`)).join('');

/** Words, each once, in the order of files and lines. */
function merged(program) {
  const words = new Map();
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
  for (const file of files.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    const one = { getSourceFiles: () => [file], getTypeChecker: () => program.getTypeChecker() };
    const { messages, errors } = extractMessagesFromProgram(one);
    if (errors.length > 0) {
      throw new PlainError(
        errors
          .map(
            ({ messageText: said }) =>
              `${basename(file.fileName)}: ${typeof said === 'string' ? said : said.messageText}`,
          )
          .join('\n'),
      );
    }
    for (const message of messages) {
      const known = words.get(message.name);
      if (!known) words.set(message.name, { ...message, notes: new Set([message.desc]) });
      else if (textOf(known) !== textOf(message)) throw new PlainError(`${message.name} says two things.`);
      else known.notes.add(message.desc);
    }
  }
  return [...words.values()].map(({ notes, ...message }) => ({
    ...message,
    desc: [...notes].filter(Boolean).join(' · ') || undefined,
  }));
}

export class Localizer extends RuntimeLitLocalizer {
  #sources;

  constructor() {
    super(readConfigFileAndWriteSchema(configFile));
    this.config.interchange.xliffDir = this.config.resolve(this.config.interchange.xliffDir);
  }

  extractSourceMessages() {
    return { messages: (this.#sources ??= merged(this.program)), errors: [] };
  }

  get locales() {
    return this.config.targetLocales;
  }

  /** The xliff files as they should be, by name: `de.xlf` → text. */
  async interchange() {
    const { translations } = this.readTranslationsSync();
    return await filesWritten(async (folder) => {
      const { xliffDir } = this.config.interchange;
      this.config.interchange.xliffDir = folder;
      await this.formatter.writeOutput(this.extractSourceMessages().messages, translations);
      this.config.interchange.xliffDir = xliffDir;
    });
  }

  /** The modules with the translated words, by name: `de.ts` → text. What is not translated stands there in English. */
  async modules() {
    return await filesWritten(async (folder) => {
      this.config.output.outputDir = folder;
      // It warns of each untranslated phrase on its own; `untranslated` tells of them at once.
      const { warn } = console;
      console.warn = () => {};
      try {
        await this.build();
      } finally {
        console.warn = warn;
      }
    });
  }

  /** What waits for a translator: `{ locale, text }` of each. */
  untranslated() {
    const { translations } = this.readTranslationsSync();
    return this.locales.flatMap((locale) => {
      const there = new Set((translations.get(locale) ?? []).map(({ name }) => name));
      return this.extractSourceMessages()
        .messages.filter(({ name }) => !there.has(name))
        .map((message) => ({ locale, text: textOf(message) }));
    });
  }
}

async function filesWritten(write) {
  const folder = await mkdtemp(join(tmpdir(), 'words-'));
  try {
    await write(folder);
    const names = (await readdir(folder)).sort();
    return new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
