// `npm start`: the whole product on this machine. LiveKit, the desk on its embedded database, a CRM's page and a
// company's page. What happened is kept in .data/ between starts; delete that folder to begin anew.
//   --port <n>   the CRM's page; the company's page and the desk take the two numbers after it (default 4600)
//   --lan        for phones in the same network: one https address; --lan=<address> where there are several
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, endOnSignals } from './lib/cleanup.mjs';
import { PlainError, fail, say, step } from './lib/progress.mjs';
import { root } from './lib/root.mjs';
import { lanAddress } from './lan/address.mjs';
import { lanPlace } from './lan/place.mjs';
import { startDesk } from './run/desk.mjs';
import { startLiveKit } from './run/livekit-server.mjs';
import { build } from './setup/build.mjs';
import { bundle } from './setup/bundle.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { livekitServer } from './setup/livekit.mjs';
import { loadDemo, siteOptions } from './start/demo.mjs';
import { localPlace } from './start/local-place.mjs';
import { secrets as readSecrets } from './start/secrets.mjs';

const folder = join(root, '.data');

async function main() {
  // `--lan` alone is the empty address: any.
  const args = process.argv.slice(2).map((arg) => (arg === '--lan' ? '--lan=' : arg));
  const { values } = parseArgs({ args, options: { port: { type: 'string' }, lan: { type: 'string' } } });
  const first = Number(values.port ?? 4600);
  if (!Number.isInteger(first) || first < 1 || first > 65_533)
    throw new PlainError('--port wants a number from 1 to 65533.');
  const address = values.lan === undefined ? undefined : lanAddress(values.lan);

  await dependencies();
  await Promise.all([livekitServer(), step('compiling', () => build())]);
  await bundle();
  const { deskConfig, createDemo } = await loadDemo();
  const place = address === undefined ? await localPlace(local(first)) : await lanPlace(lan(address, first));

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
      env: { DESK_SECRET: secrets.deskSecret, ...place.desk.env },
      logFile: join(folder, 'desk.log'),
      onCrash: () => say('the desk has ended unexpectedly; why stands in .data/desk.log'),
    }),
  );
  const demo = await createDemo({ ...origins, secrets });
  const pages = (name) => siteOptions(demo[name], `demo/${name}`, desk.url);
  await place.serve({ crm: pages('crm'), contact: pages('contact') });
  say('ready');
  process.stdout.write(`
  The agent's page (a CRM):       ${place.crm.page}
  The contact's page (a company): ${place.contact.page}
  Every element by itself:        ${place.elements}
${place.notes}
  Ctrl-C stops everything. Logs and data are in .data/.
`);
}

const local = (first) => ({ crm: first, contact: first + 1, desk: first + 2 });

/** The same three numbers as without phones. */
const lan = (address, first) => ({
  address,
  ports: { https: first, media: first + 1, desk: first + 2 },
  folder: join(folder, 'lan'),
});

endOnSignals();
await main().catch(async (error) => {
  await endAll();
  fail(error);
});
