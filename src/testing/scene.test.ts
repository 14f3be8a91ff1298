import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scene, scenePhases } from './index.js';

for (const phase of scenePhases) {
  test(`scene('${phase}') shows both sides where the call stands`, async () => {
    const { session, contactSession, agentSession, dispose } = await scene(phase);
    const agent = session.state;
    assert.deepEqual(contactSession.state.failures, []);
    dispose();
  });
}
