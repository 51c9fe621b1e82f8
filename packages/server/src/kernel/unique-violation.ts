/** A unique constraint refused a row; the store's adapters throw it. */
export class UniqueViolation extends Error {
  readonly constraint: string;

  constructor(constraint: string, cause: unknown) {
    super(`Unique constraint ${constraint} violated`, { cause });
    this.name = "UniqueViolation";
    this.constraint = constraint;
  }
}
