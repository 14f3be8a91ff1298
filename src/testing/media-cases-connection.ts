import type { MediaCase } from './media-contract.js';
import * as at from './media-contract.js';

/** Entering, staying and leaving, whatever happens to the line, the server or the desk. */
export const connectionCases: readonly MediaCase[] = [
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
];
