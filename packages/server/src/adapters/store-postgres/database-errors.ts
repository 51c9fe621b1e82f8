import pg from "pg";
import { AppError } from "../../kernel/app-error.ts";
import { UniqueViolation } from "../../kernel/unique-violation.ts";

/*
 * PostgreSQL's error codes by what they mean for us (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 * Classes 08, 53, 57 and 58: connection, resources (disk, memory, connections), stopped by somebody, system.
 */
const unavailable = /^(08|53|57|58|28|3D|25006|25P03|25P04|55P03)/;
const tryAgain = /^(40001|40P01)$/;
const connectionLost = /^(08|57P0|25P03|25P04|58)/;

/** What the port promises for anything that pg throws. */
export function translateError(error: unknown): unknown {
  if (error instanceof AppError || error instanceof UniqueViolation) return error;
  if (!(error instanceof pg.DatabaseError))
    return error instanceof TypeError ? error : new AppError("unavailable", { cause: error });
  if (error.code === "23505") return new UniqueViolation(error.constraint ?? "", error);
  if (unavailable.test(error.code ?? "") || isConflict(error)) return new AppError("unavailable", { cause: error });
  return error;
}

/** Two transactions were in each other's way; one of them was rolled back and may be tried again. */
export function isConflict(error: unknown): boolean {
  return error instanceof pg.DatabaseError && tryAgain.test(error.code ?? "");
}

/** The connection must not be used again: it is gone, or still busy with a statement that we gave up on. */
export function spoilsConnection(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || connectionLost.test(error.code ?? "");
}
