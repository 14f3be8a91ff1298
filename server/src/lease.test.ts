import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openDatabase } from './db/index.js';
import { createLease } from './lease.js';

it('one process has a lease until it lets it run out', async (t) => {
  const db = await openDatabase({});
  t.after(() => db.close());
  const processes = Array.from({ length: 10 }, () => createLease(db));
  const first = await Promise.all(processes.map((lease) => lease('sweep', 60_000)));
  assert.equal(first.filter(Boolean).length, 1);
  const again = await Promise.all(processes.map((lease) => lease('sweep', 60_000)));
  assert.deepEqual(again, first, 'whoever has it keeps it');
  assert.equal(await processes[first.indexOf(false)]?.('something else', 60_000), true);
  await db.query(`UPDATE leases SET until = now() - interval '1 second' WHERE name = 'sweep'`);
  const later = await Promise.all(processes.toReversed().map((lease) => lease('sweep', 60_000)));
  assert.equal(later.filter(Boolean).length, 1);
});
