// `npm start`: the whole product on this machine. LiveKit, the desk on its embedded database, a CRM's page and a
// company's page. What happened is kept in .data/ between starts; delete that folder to begin anew.
//   --port <n>   the CRM's page; the company's page and the desk take the two numbers after it (default 4600)
//   --lan        also for phones in the same network
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, endOnSignals } from './lib/cleanup.mjs';
import { isFree } from './lib/ports.mjs';
import { PlainError, fail, say, step } from './lib/progress.mjs';
import { root } from './lib/root.mjs';
import { startDesk } from './run/desk.mjs';
import { startLiveKit } from './run/livekit-server.mjs';
import { startSite } from './run/sites.mjs';
import { build } from './setup/build.mjs';
import { bundle } from './setup/bundle.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { livekitServer } from './setup/livekit.mjs';
import { loadDemo, siteOptions } from './start/demo.mjs';
import { secrets as readSecrets } from './start/secrets.mjs';

const folder = join(root, '.data');

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string' }, lan: { type: 'boolean' } } });
  const first = Number(values.port ?? 4600);
  if (!Number.isInteger(first) || first < 1 || first > 65_533)
    throw new PlainError('--port wants a number from 1 to 65533.');

  await dependencies();
  await Promise.all([livekitServer(), step('compiling', () => build())]);
  await bundle();
  const { deskConfig, createDemo } = await loadDemo();
  const place = values.lan ? await lanPlace(first) : await localPlace(first);

  const secrets = await readSecrets(folder);
  const livekit = await step('starting LiveKit', () =>
    startLiveKit({
      ...place.livekit,
      key: secrets.livekitKey,
      secret: secrets.livekitSecret,
      webhookUrl: `http://127.0.0.1:${place.desk.port}/v1/webhooks/livekit`,
      logFile: join(folder, 'livekit.log'),
      onCrash: () => say('LiveKit has ended unexpectedly; why stands in .data/livekit.log'),
    }),
  );
  const origins = {
    crmOrigin: place.crm.origin,
    contactOrigin: place.contact.origin,
    deskUrl: place.desk.url,
  };
  const desk = await step('starting the desk', () =>
    startDesk({
      livekit,
      config: deskConfig({ ...origins, secrets }),
      dataDir: join(folder, 'desk'),
      host: place.desk.host,
      port: place.desk.port,
      publicUrl: place.desk.url,
      env: { DESK_SECRET: secrets.deskSecret },
      logFile: join(folder, 'desk.log'),
      onCrash: () => say('the desk has ended unexpectedly; why stands in .data/desk.log'),
    }),
  );
  const demo = await createDemo({ ...origins, secrets });
  for (const name of ['crm', 'contact']) {
    const { origin, ...where } = place[name];
    await startSite({
      ...siteOptions(demo[name], `demo/${name}`, desk.url),
      hostname: new URL(origin).hostname,
      ...where,
    });
  }
  say('ready');
  process.stdout.write(`
  The agent's page (a CRM):       ${place.crm.origin}/
  The contact's page (a company): ${place.contact.origin}/
  Every element by itself:        ${place.crm.origin}/elements/

  Ctrl-C stops everything. Logs and data are in .data/.
`);
  place.after?.();
}

/** Three addresses on this machine; the two pages are two sites to a browser. */
async function localPlace(first) {
  for (const port of [first, first + 1, first + 2]) {
    if (!(await isFree(port))) {
      throw new PlainError(
        `Port ${port} is in use: perhaps it is started already. Another place: npm start -- --port <number>`,
      );
    }
  }
  return {
    crm: { origin: `http://localhost:${first}`, port: first },
    contact: { origin: `http://127.0.0.1:${first + 1}`, port: first + 1 },
    desk: { url: `http://127.0.0.1:${first + 2}`, port: first + 2, host: '127.0.0.1' },
    livekit: {},
  };
}

/** For phones: needs addresses in the network and certificates, which tools/lan/ brings. Gives the same shape. */
async function lanPlace(first) {
  const there = await access(new URL('./lan/place.mjs', import.meta.url)).then(
    () => true,
    () => false,
  );
  if (!there) throw new PlainError('--lan is not made yet: without it the demo runs on this machine only.');
  const { lanPlace: place } = await import('./lan/place.mjs');
  return place(first);
}

endOnSignals();
await main().catch(async (error) => {
  await endAll();
  fail(error);
});
