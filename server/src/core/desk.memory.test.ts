import { memoryDatabase } from '../testing/databases.js';
import { deskSuites } from './suites/index.js';

deskSuites('PGlite in memory', memoryDatabase);
