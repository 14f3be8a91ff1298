/** Where statements run: a database, or one transaction in it. */
export interface Queryable {
  /** One statement with `$1`, `$2` … as parameters. JSON goes in as text; `bigint` comes out as a number. */
  query<Row>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
}

export interface ListenHandlers {
  notified(payload: string): void;
  /** The connection was lost for so long and is back: whatever was told meanwhile was missed. */
  missed(awayMs: number): void;
}

/** What the desk needs of a database. Both kinds run the same SQL, the same migrations and the same tests. */
export interface Db extends Queryable {
  readonly kind: 'pglite' | 'postgres';
  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws. Never call the database itself
   * inside, only what is passed in.
   */
  tx<T>(work: (q: Queryable) => Promise<T>): Promise<T>;
  listen(channel: string, handlers: ListenHandlers): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
