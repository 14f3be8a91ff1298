import type { MediaCase } from './media-contract.js';
import * as at from './media-contract.js';

/**
 * What every media port has to do, said from where the people sit. Run on the fake and on LiveKit, so that the fake is never
 * kinder than the world.
 */
export const mediaCases: readonly MediaCase[] = [
  {
    name: 'two people hear each other, and each sees their own level',
    async run(world) {
      const [anna, maria] = await at.pair(world);
      await Promise.all([
        at.untilHears(anna, 'maria'),
        at.untilHears(maria, 'anna'),
        at.untilHears(anna, 'local'),
      ]);
      await at.untilState(anna, 'Maria speaks', (state) => at.seenOf(state, 'maria')?.microphone === true);
    },
  },
  {
    name: 'a camera is seen while it is wanted, and its device is closed when it is not',
    async run(world) {
      const [anna, maria] = await at.pair(world);
      await anna.attach('maria', 'maria', 'camera');
      await maria.setIntent(at.show);
      await maria.attach('own', 'local', 'camera');
      await Promise.all([at.untilPlays(anna, 'maria'), at.untilPlays(maria, 'own')]);
      await at.untilState(maria, 'the camera is on', ({ camera }) => camera.state === 'on');
      at.check((await maria.openDevices()) === 2, 'microphone and camera are open');
      await maria.setIntent(at.talk);
      at.check((await maria.openDevices()) === 1, 'the camera is closed at the press');
      await at.untilState(
        anna,
        'Maria shows nothing',
        (state) => at.seenOf(state, 'maria')?.camera === 'off',
      );
      at.check(!(await anna.plays('maria')), 'no picture is left');
      await at.untilHears(anna, 'maria');
    },
  },
  {
    name: 'what is wanted and not allowed waits, with the device closed, and comes with the grant',
    async run(world) {
      await world.permit('maria', at.voice);
      const [anna, maria] = await at.pair(world);
      await anna.attach('maria', 'maria', 'camera');
      await maria.setIntent(at.show);
      await at.untilHears(anna, 'maria');
      await at.untilState(maria, 'the camera is off', ({ camera }) => camera.state === 'off');
      at.check((await maria.openDevices()) === 1, 'only the microphone is open');
      await world.permit('maria', at.all);
      await at.untilPlays(anna, 'maria');
    },
  },
  {
    name: 'a withdrawn grant stops microphone and camera, and giving it back brings both as wanted',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      await world.permit('maria', at.nothing);
      await at.untilState(
        maria,
        'everything is off',
        ({ camera, microphone }) => camera.state === 'off' && microphone.state === 'off',
      );
      await at.until('the devices are closed', async () => (await maria.openDevices()) === 0);
      await Promise.all([at.untilSilent(anna, 'maria'), at.untilSilent(maria, 'anna')]);
      await world.permit('maria', at.all);
      await Promise.all([
        at.untilPlays(anna, 'maria'),
        at.untilHears(anna, 'maria'),
        at.untilHears(maria, 'anna'),
      ]);
    },
  },
  {
    name: 'whoever is muted stays muted over a full reconnect, and can speak again after it',
    async run(world) {
      const [anna, maria] = await at.pair(world);
      await at.untilHears(anna, 'maria');
      await maria.setIntent(at.quiet);
      await at.untilSilent(anna, 'maria');
      await maria.cut('full');
      await at.joined(maria);
      await at.untilState(anna, 'Maria is muted', (state) => at.seenOf(state, 'maria')?.microphone === false);
      await at.untilSilent(anna, 'maria');
      await maria.setIntent(at.talk);
      await at.untilHears(anna, 'maria');
    },
  },
  {
    name: 'a cut in the signalling leaves the pictures running and ends by itself',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      await anna.cut('signal');
      await at.untilState(anna, 'a cut is told', ({ connection }) => connection.state === 'reconnecting');
      const { connection } = await anna.state();
      at.check(connection.state !== 'reconnecting' || connection.mediaFlows, 'the media flow during it');
      await at.joined(anna);
      await Promise.all([
        at.untilPlays(anna, 'maria'),
        at.untilHears(anna, 'maria'),
        at.untilHears(maria, 'anna'),
      ]);
    },
  },
  {
    name: 'an element shows whoever comes later, again after a full reconnect, and nothing after detach',
    async run(world) {
      const anna = await world.actor('anna');
      await anna.open(at.quiet);
      await anna.attach('maria', 'maria', 'camera');
      await at.joined(anna);
      const maria = await world.actor('maria');
      await maria.open(at.show);
      await at.untilPlays(anna, 'maria');
      await maria.cut('full');
      await at.joined(maria);
      await at.untilPlays(anna, 'maria');
      await anna.cut('full');
      await at.joined(anna);
      await at.untilPlays(anna, 'maria');
      await anna.detach('maria');
      await at.until('the element is empty', async () => !(await anna.plays('maria')));
    },
  },
  {
    name: 'a media server that dies for a moment is survived by both',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      await world.shortOutage();
      await Promise.all([at.joined(anna), at.joined(maria)]);
      await Promise.all([
        at.untilPlays(anna, 'maria'),
        at.untilHears(anna, 'maria'),
        at.untilHears(maria, 'anna'),
      ]);
    },
  },
  {
    name: 'a media server that is gone for long is joined again, with new access',
    async run(world) {
      const [anna, maria] = await at.pair(world);
      await at.untilHears(anna, 'maria');
      const before = [await anna.asked(), await maria.asked()];
      await world.longOutage();
      await Promise.all([at.joined(anna), at.joined(maria)]);
      await Promise.all([at.untilHears(anna, 'maria'), at.untilHears(maria, 'anna')]);
      at.check(
        (await anna.asked()) > before[0]! && (await maria.asked()) > before[1]!,
        'both asked the desk anew',
      );
    },
  },
  {
    name: 'whoever is removed is told why, holds no device, and does not try again',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await at.untilState(maria, 'the camera is on', ({ camera }) => camera.state === 'on');
      await world.remove('maria', 'call-ended');
      await at.untilState(
        maria,
        'the call is over',
        ({ connection }) => connection.state === 'refused' && connection.code === 'call-ended',
      );
      at.check((await maria.openDevices()) === 0, 'no device is open');
      const asked = await maria.asked();
      await at.untilState(anna, 'Maria is gone', (state) => at.seenOf(state, 'maria') === undefined);
      await at.untilSilent(anna, 'maria');
      at.check((await maria.asked()) === asked, 'the desk was not asked again');
    },
  },
  {
    name: 'a desk that cannot answer now is asked again until it can',
    async run(world) {
      const anna = await world.actor('anna');
      world.failAccess('anna', 2);
      await anna.open(at.talk);
      await at.joined(anna);
      at.check((await anna.asked()) === 3, 'the third answer was yes');
    },
  },
  {
    name: 'a second tab takes over and the first says that the call is open elsewhere',
    async run(world) {
      const [anna, first] = await at.pair(world);
      const second = await world.actor('maria');
      await second.open(at.talk);
      await at.joined(second);
      await at.untilState(
        first,
        'open elsewhere',
        ({ connection }) => connection.state === 'refused' && connection.code === 'open-elsewhere',
      );
      at.check((await first.openDevices()) === 0, 'the first tab holds no device');
      await at.untilHears(anna, 'maria');
    },
  },
  {
    name: 'leaving closes every device at once, whatever else is going on, and leaves nothing behind',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await at.untilState(maria, 'the camera is on', ({ camera }) => camera.state === 'on');
      at.check((await maria.close()) === 0, 'no device is open right after the call');
      at.check((await maria.state()).connection.state === 'closed', 'the room is closed');
      await maria.setIntent(at.show);
      await at.untilState(anna, 'Maria is gone', (state) => at.seenOf(state, 'maria') === undefined);
      await at.until('no connection, socket or timer is left', async () => (await maria.leftovers()) === 0);
      at.check((await maria.openDevices()) === 0, 'a closed room opens no device');
    },
  },
  {
    name: 'a room that is closed while it is being entered is not entered',
    async run(world) {
      const [anna, maria] = [await world.actor('anna'), await world.actor('maria')];
      await anna.open(at.quiet);
      await at.joined(anna);
      await maria.open(at.show);
      await maria.close();
      await at.until('no connection, socket or timer is left', async () => (await maria.leftovers()) === 0);
      at.check((await maria.openDevices()) === 0, 'no device is open');
      await at.untilState(anna, 'Maria is not there', (state) => at.seenOf(state, 'maria') === undefined);
    },
  },
  {
    name: 'of many presses the last one counts',
    async run(world) {
      const [anna, maria] = await at.pair(world);
      await anna.attach('maria', 'maria', 'camera');
      for (let press = 0; press < 9; press += 1) await maria.setIntent(press % 2 === 0 ? at.show : at.quiet);
      await Promise.all([at.untilPlays(anna, 'maria'), at.untilHears(anna, 'maria')]);
      for (let press = 0; press < 9; press += 1) await maria.setIntent(press % 2 === 0 ? at.quiet : at.show);
      await at.untilState(
        anna,
        'Maria shows nothing',
        (state) => at.seenOf(state, 'maria')?.camera === 'off',
      );
      await at.untilSilent(anna, 'maria');
      await at.untilState(
        maria,
        'all is off',
        ({ camera, microphone }) => camera.state === 'off' && microphone.state === 'off',
      );
    },
  },
  {
    name: 'a device that cannot be opened is a state with a code, and the rest of the call works',
    async run(world) {
      const [anna, maria] = [await world.actor('anna'), await world.actor('maria')];
      await maria.breakDevice('camera', 'denied');
      await maria.breakDevice('microphone', 'missing');
      await Promise.all([anna.open(at.talk), maria.open(at.show)]);
      await at.untilState(
        maria,
        'the camera is blocked',
        ({ camera }) => camera.state === 'failed' && camera.code === 'camera-denied',
      );
      await at.untilState(
        maria,
        'no microphone',
        ({ microphone }) => microphone.state === 'failed' && microphone.code === 'microphone-missing',
      );
      await at.untilHears(maria, 'anna');
      await maria.breakDevice('camera');
      await maria.setIntent(at.talk);
      await maria.setIntent(at.show);
      await at.untilState(maria, 'the camera is on', ({ camera }) => camera.state === 'on');
    },
  },
  {
    name: 'a camera that is unplugged is replaced by another, or told lost',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      await maria.unplug('camera');
      await at.untilState(maria, 'the camera is on again', ({ camera }) => camera.state === 'on');
      await at.untilPlays(anna, 'maria');
      await maria.breakDevice('camera', 'missing');
      await maria.unplug('camera');
      await at.untilState(
        maria,
        'the camera is lost',
        ({ camera }) => camera.state === 'failed' && camera.code === 'device-lost',
      );
      await at.untilHears(anna, 'maria');
    },
  },
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
    name: 'turning the camera around keeps it shown',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      await maria.setIntent({ ...at.show, facing: 'environment' });
      await at.until('two devices again', async () => (await maria.openDevices()) === 2);
      await at.untilState(maria, 'the camera is on', ({ camera }) => camera.state === 'on');
      await at.untilPlays(anna, 'maria');
    },
  },
  {
    name: 'a camera that is on and gives no picture is told paused, and on when it is back',
    async run(world) {
      const [anna, maria] = await at.pair(world, at.show);
      await anna.attach('maria', 'maria', 'camera');
      await at.untilPlays(anna, 'maria');
      await maria.stall(true);
      await at.untilState(anna, 'Maria is paused', (state) => at.seenOf(state, 'maria')?.camera === 'paused');
      await maria.stall(false);
      await at.untilState(anna, 'Maria is shown', (state) => at.seenOf(state, 'maria')?.camera === 'on');
      await at.untilPlays(anna, 'maria');
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
