import { test } from 'node:test';
import { createLocalDesk } from '../adapters/local/index.js';
import type { DeskSubject } from './desk-contract.js';
import { deskContract } from './desk-contract.js';
import { FakeClock } from './fake-clock.js';

function localDesk(): DeskSubject & { close(): void } {
  const clock = new FakeClock();
  const desk = createLocalDesk({ clock });
  return {
    agent: async (name) => ({ port: desk.agent(name), login: name }),
    again: async ({ login }) => ({ port: desk.agent(login), login }),
    call: async () => {
      const { interaction } = desk.calls.begin({ contact: { ref: 'crm-1', name: 'Kim' }, subject: 'Router' });
      return { interaction, port: desk.contact(interaction) };
    },
    newId: () => clock.newId(),
    offline: async (offline) => desk.goOffline(offline),
    close: () => desk.close(),
  };
}

for (const { name, run } of deskContract) {
  test(`the desk in the page: ${name}`, { timeout: 20_000 }, async () => {
    const desk = localDesk();
    await run(desk);
    desk.close();
  });
}
