import { accessTables } from '../../auth/tables.js';
import { leaseTable } from '../../lease.js';
import type { Migration } from '../migrate.js';
import { first } from './0001-desk.js';

/** In order; a released one is never changed, only followed by another. */
export const migrations: readonly Migration[] = [
  first,
  { id: 2, name: 'access', sql: accessTables },
  { id: 3, name: 'leases', sql: leaseTable },
];
