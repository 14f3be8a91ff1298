import { postgresDatabase, withoutPostgres } from '../testing/databases.js';
import { deskSuites } from './suites/index.js';

deskSuites('PostgreSQL', postgresDatabase, { skip: withoutPostgres() });
