// `npm run new-element <tag>`: an element with styles, test, definition and demo page, as ours are.
import { newElement } from './lib/new-element.mjs';
import { fail } from './lib/progress.mjs';
import { root } from './lib/root.mjs';

try {
  const tag = process.argv[2];
  const paths = await newElement(tag, root);
  process.stdout.write(`${paths.join('\n')}\n\n`);
  process.stdout.write(
    `Look at it: npm start, then /elements/${tag}.html. Test it: npm test -- --only elements --files ${tag}\n`,
  );
} catch (error) {
  fail(error);
}
