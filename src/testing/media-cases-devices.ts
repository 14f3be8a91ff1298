import type { MediaCase } from './media-contract.js';
import * as at from './media-contract.js';

/** What is seen and heard: devices as they are wanted, allowed and there. */
export const devicesCases: readonly MediaCase[] = [
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
];
