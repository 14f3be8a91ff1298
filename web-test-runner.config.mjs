// Element tests in a real browser, on the JavaScript that the compiler emitted: what is tested is what is published.
// `npm test` gives the list of files and collects the cases; `npx wtr` alone works on what is compiled, too.
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { elementTests } from './tools/lib/test-files.mjs';
import { jsonLines } from './tools/lib/wtr-reporter.mjs';
import { chromium } from './tools/setup/chromium.mjs';

const { REPORT_FILE, TEST_FILES } = process.env;

export default {
  files: TEST_FILES ? TEST_FILES.split(',') : await elementTests(),
  // Chosen, not left to chance: the same builds of Lit and others that the bundle takes.
  nodeResolve: { exportConditions: ['production'], browser: true },
  concurrency: 2,
  // Also on a loaded machine with accessibility checks; mocha's own limit of 2 s is too close for that.
  testFramework: { config: { timeout: 10_000 } },
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: process.env.CHROME_PATH ?? (await chromium()),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY === true }),
    ...(REPORT_FILE ? [jsonLines(REPORT_FILE)] : []),
  ],
};
