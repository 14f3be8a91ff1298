export { MemoryStorage } from './memory-storage.js';
export { PageStorage } from './page-storage.js';
