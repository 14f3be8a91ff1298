/** What the access stores need of a database; each statement is atomic on its own. */
export interface Sql {
  query<R>(text: string, values?: readonly unknown[]): Promise<readonly R[]>;
}
