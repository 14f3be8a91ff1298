/**
 * How long people wait for each other: from the agent's Accept until the contact is heard, and from the press that completes
 * the agreement about video until the picture is there; both against livekit-client alone, on the same server, in turn.
 */
import { Party } from '#e2e/support/party.js';
import { startRawSite } from '#e2e/support/raw.js';
import { goReady, tones } from '#e2e/support/story.js';
import { startWorld } from '#e2e/support/world.js';
import { ourCall } from './support/our-call.js';
import { rawCall } from './support/raw-call.js';
import { report } from './support/report.js';
import { median, medianInterval, rounded, summary } from './support/statistics.js';
import { giveStopwatch } from './support/stopwatch.js';

const pairs = Number(process.argv[2] ?? 30);
/** Each step of our own code, at the median: the rest of a p95 is the machine's. */
const OWN_LIMIT_MS = 8;
const SHARE = 0.05;
const ALLOWED_MS = 10;

const world = await startWorld();
const site = await startRawSite(world.livekit);
const people = { camera: { agent: 'green', contact: 'red' } } as const;
const launch = async (name: string, side: 'agent' | 'contact', tone: number) => {
  const party = await Party.launch(name, { camera: people.camera[side], tone, phone: side === 'contact' });
  await giveStopwatch(party.page);
  return party;
};
const [agent, contact, rawAgent, rawContact] = await Promise.all([
  launch('Anna', 'agent', tones.anna),
  launch('Maria', 'contact', tones.maria),
  launch('Raw agent', 'agent', tones.anna),
  launch('Raw contact', 'contact', tones.maria),
]);

const samples = {
  join: [] as number[],
  rawJoin: [] as number[],
  video: [] as number[],
  rawVideo: [] as number[],
  ownPress: [] as number[],
  ownTold: [] as number[],
  ownAttach: [] as number[],
};
await goReady(agent, world.agentPage());
// The first of each warms both up and does not count.
for (let pair = 0; pair <= pairs; pair += 1) {
  const ours = async () => await ourCall(world, agent, contact);
  const raw = async () => await rawCall(world.livekit, site, `raw ${pair}`, rawAgent, rawContact);
  const turns = pair % 2 === 0 ? [await ours(), await raw()] : [await raw(), await ours()].toReversed();
  const [our, their] = turns as [Awaited<ReturnType<typeof ours>>, Awaited<ReturnType<typeof raw>>];
  process.stderr.write(
    `${pair}: join ${rounded(our.join)} / ${rounded(their.join)}, video ${rounded(our.video)} / ${rounded(their.video)} ms\n`,
  );
  if (pair === 0) continue;
  samples.join.push(our.join);
  samples.rawJoin.push(their.join);
  samples.video.push(our.video);
  samples.rawVideo.push(their.video);
  samples.ownPress.push(our.own.press);
  samples.ownTold.push(our.own.told);
  samples.ownAttach.push(our.own.attach);
}
await Promise.all([agent, contact, rawAgent, rawContact].map((party) => party.close()));
await site.close();
await world.close();

/** true: as fast, within what is allowed; false: slower; null: the noise is larger than what is allowed. */
function compare(ours: readonly number[], raw: readonly number[]) {
  const differences = ours.map((value, at) => value - raw[at]!);
  const { low, high } = medianInterval(differences);
  const allowed = Math.max(ALLOWED_MS, SHARE * median(raw));
  const pass = high <= allowed ? true : low > allowed ? false : null;
  return {
    ours: summary(ours),
    raw: summary(raw),
    difference: { median: rounded(median(differences)), low: rounded(low), high: rounded(high) },
    allowed: rounded(allowed),
    pass,
  };
}

const join = compare(samples.join, samples.rawJoin);
const video = compare(samples.video, samples.rawVideo);
const own = {
  press: summary(samples.ownPress),
  told: summary(samples.ownTold),
  attach: summary(samples.ownAttach),
};
const ownFits = Object.values(own).every((one) => one.median <= OWN_LIMIT_MS);
const verdicts = [ownFits, join.pass, video.pass];
const pass = verdicts.includes(false) ? false : verdicts.includes(null) ? null : true;
report({
  name: 'join',
  pass,
  ...(pass === null
    ? {
        reason:
          'The spread of the differences is larger than what is allowed: more pairs, or a quieter machine.',
      }
    : {}),
  figures: { unit: 'ms', join, video, own, ownLimit: OWN_LIMIT_MS },
  n: pairs,
  samples,
});
process.exit();
