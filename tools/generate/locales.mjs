// The translators' files (src/ui/words/xliff) and what the pages load (src/ui/words/locales), from the words in the sources.
import { formatted } from './formatted.mjs';
import { Localizer } from '../lib/localizer.mjs';
import { say } from '../lib/progress.mjs';

const folder = 'src/ui/words';

export async function interchange() {
  const files = [...(await new Localizer().interchange())];
  return new Map(files.map(([name, text]) => [`${folder}/xliff/${name}`, text]));
}

export async function locales() {
  const found = new Map();
  const localizer = new Localizer();
  for (const [name, text] of await localizer.modules()) {
    const path = `${folder}/locales/${name}`;
    // Comments of lit-localize's own: how to make it again, and for a linter that we do not use.
    const code = text.replace(/^ *(\/\/|\/\*).*$/gm, '');
    found.set(
      path,
      await formatted(path, `// Made by npm run generate from ../xliff; translate there.\n${code}`),
    );
  }
  const waiting = localizer.untranslated();
  if (waiting.length > 0) say(`${waiting.length} phrases wait for a translation in ${folder}/xliff.`);
  return found;
}
