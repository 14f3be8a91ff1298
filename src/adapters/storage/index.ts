export { LastingStorage } from './lasting-storage.js';
export { MemoryStorage } from './memory-storage.js';
export { PageStorage } from './page-storage.js';
