/** What a page remembers over a reload. `undefined` means unknown, not empty. Never throws: a full or blocked store forgets. */
export interface StoragePort {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  keys(prefix: string): Promise<readonly string[]>;
}
