import { after, before, describe, test } from 'node:test';
import type { Desk } from '#tools/run/desk.mjs';
import { startDesk } from '#tools/run/desk.mjs';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import type { DeskSubject } from 'video-session-window/testing';
import { deskContract } from 'video-session-window/testing';
import { DeskPages, tenants } from './support/desk-pages.js';

/** The contract of every desk port, kept by the real desk over HTTP; on both databases. */
const databases: Readonly<Record<string, string | undefined>> = {
  'the embedded database': undefined,
  ...(process.env['TEST_DATABASE_URL'] === undefined ? {} : { PostgreSQL: process.env['TEST_DATABASE_URL'] }),
};

function subject(pages: DeskPages): DeskSubject {
  return {
    agent: async (name) => {
      const login = `${name}.${pages.clock.newId().slice(0, 8)}`;
      return { login, port: pages.agent(login).port };
    },
    again: async ({ login }) => ({ login, port: pages.agent(login).port }),
    call: () => pages.contact(),
    newId: () => pages.clock.newId(),
    offline: async (offline) => pages.offline(offline),
  };
}

for (const [database, databaseUrl] of Object.entries(databases)) {
  describe(`the desk with ${database}`, () => {
    let livekit: LiveKit;
    let desk: Desk;

    before(async () => {
      livekit = await startLiveKit();
      const env = {
        DESK_SECRET: 'a-secret-of-the-desk-for-stories-only-0123456789',
        RATE_LIMIT_FACTOR: '100',
      };
      const config = tenants(deskContract.length);
      desk = await startDesk({ livekit, config, env, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    });
    after(async () => {
      await desk?.dispose();
      await livekit?.dispose();
    });

    for (const [index, { name, run }] of deskContract.entries()) {
      test(name, { timeout: 60_000 }, async () => {
        const pages = new DeskPages(desk.url, `tenant-${index}`);
        try {
          await run(subject(pages));
        } finally {
          pages.close();
        }
      });
    }
  });
}
