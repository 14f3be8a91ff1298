import type { MediaCase } from './media-contract.js';
import * as at from './media-contract.js';

/** What else goes through a room: messages, streams, captions, counts, borrowed devices. */
export const exchangeCases: readonly MediaCase[] = [
  {
    name: 'messages reach whom they are for, whole and in order, and nobody else',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.quiet);
      const otto = await world.actor('otto');
      await otto.open(at.quiet);
      await at.joined(otto);
      await Promise.all([
        maria.listen('notes', []),
        otto.listen('notes', []),
        anna.listen('notes', ['maria']),
      ]);
      await at.untilState(anna, 'all are there', ({ remote }) => remote.length === 2);
      const long = 'long '.repeat(20_000);
      for (const text of ['one', long, 'three'])
        at.check((await anna.send('notes', text)) === undefined, 'it was handed over');
      await at.until('Maria has all', async () => (await maria.received()).length === 3);
      at.check(
        (await maria.received()).join() === ['anna: one', `anna: ${long}`, 'anna: three'].join(),
        'as they were sent',
      );
      at.check(
        (await maria.send('notes', 'to nobody')) === undefined,
        'an empty list is nobody, not everybody',
      );
      await anna.send('notes', 'last');
      await at.until('Maria has the last', async () => (await maria.received()).length === 4);
      at.check((await otto.received()).length === 0, 'Otto got nothing');
      at.check((await anna.received()).length === 0, 'Anna got nothing');
    },
  },
  {
    name: 'packets and frames are counted both ways',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      const counted = (leg: string, direction: string, source: string) => async () => {
        const entry = (await anna.stats()).find(
          (one) => one.leg === leg && one.direction === direction && one.source === source,
        );
        return (
          entry !== undefined && entry.packets > 0 && (source === 'microphone' || (entry.frames ?? 0) > 0)
        );
      };
      for (const source of ['microphone', 'camera']) {
        await at.until(`what Anna sends of ${source}`, counted('local', 'sent', source));
        await at.until(`what Anna receives of ${source}`, counted('maria', 'received', source));
      }
      await maria.close();
    },
  },
  {
    name: 'a second room borrows the devices, and each room is muted by itself',
    async run(world) {
      const [anna, maria] = await at.pair(world);
      await at.untilHears(maria, 'anna');
      const otto = await world.actor('otto');
      await Promise.all([anna.open(at.talk, 'side'), otto.open(at.talk, 'side')]);
      await Promise.all([at.joined(anna, 'side'), at.joined(otto, 'side')]);
      await anna.lend('main', 'side');
      await anna.setIntent(at.quiet, 'main');
      await Promise.all([at.untilHears(otto, 'anna', 'side'), at.untilSilent(maria, 'anna')]);
      await anna.setIntent(at.talk, 'main');
      await anna.setIntent(at.quiet, 'side');
      await Promise.all([at.untilSilent(otto, 'anna', 'side'), at.untilHears(maria, 'anna')]);
      await anna.takeBack();
      at.check((await anna.close('side')) <= 1, 'the side room holds nothing any more');
      await at.untilHears(maria, 'anna');
    },
  },
  {
    name: "a stream of the page's own is shown by its name, also after a full reconnect, until it is stopped",
    async run(world) {
      const [anna, maria] = await at.pair(world, at.quiet);
      await anna.attach('push', 'maria', 'stream:push-video');
      await maria.share('push-video');
      await at.untilPlays(anna, 'push');
      await maria.cut('full');
      await at.joined(maria);
      await at.untilPlays(anna, 'push');
      await maria.unshare();
      await at.until('the element is empty', async () => !(await anna.plays('push')));
    },
  },
  {
    name: 'captions come with the leg of whoever spoke',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.quiet);
      await at.untilState(maria, 'Anna is there', ({ remote }) => remote.length === 1);
      await maria.caption('The pump is here.');
      await at.until('the caption', async () => (await anna.captions()).length > 0);
      at.check(
        (await anna.captions()).join() === 'maria: The pump is here.',
        'it is told whole, once, and whose it is',
      );
    },
  },
];
