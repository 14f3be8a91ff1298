export * from '../log.js';
