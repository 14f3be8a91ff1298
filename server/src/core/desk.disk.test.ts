import { diskDatabase } from '../testing/databases.js';
import { commandsSuite } from './suites/commands.suite.js';
import { deskSuites } from './suites/index.js';
import { storySuite } from './suites/story.suite.js';

// What could differ from memory is what is stored; the rest would only take its time again.
deskSuites('PGlite on disk', diskDatabase, { suites: [storySuite, commandsSuite] });
