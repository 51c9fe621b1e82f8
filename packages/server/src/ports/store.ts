/** A statement that is prepared once per connection, by name. For the hot paths; plain text does elsewhere. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/**
 * PostgreSQL 15 or newer.
 *
 * Promises: `bigint` columns come back as numbers (none of ours exceeds 2^53), `timestamptz` as Date, `uuid` as text in
 * lower case. A unique violation is thrown as `UniqueViolation`; a database that cannot be reached, is stopping, or is
 * full, or a statement over its time limit, as `AppError("unavailable")`. Whether a statement that failed so was carried
 * out is then unknown.
 */
export interface Queries {
  query<Row>(statement: string | Prepared, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Store extends Queries {
  /**
   * Runs `work` in one READ COMMITTED transaction: commits when it returns, rolls back when it throws. A serialization
   * failure or deadlock is tried again a few times, so `work` must have no effect outside the transaction.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
}
