import type { User } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { UniqueViolation } from "../../kernel/unique-violation.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import type { Queries } from "../../ports/store.ts";
import { insertUserRow } from "./user-store.ts";
import { isReservedUsername, keptUsername } from "./username.ts";

export interface NewUser {
  readonly username: string;
  readonly email: string;
  /** The username as typed if absent. */
  readonly displayName: string | undefined;
  readonly passwordHash: string;
  readonly at: Date;
}

export async function insertUser(tx: Queries, newUser: NewUser): Promise<User> {
  const username = keptUsername(newUser.username);
  if (username === null) throw new AppError("invalid_input", { detail: "This is not a username." });
  if (isReservedUsername(username)) throw new AppError("username_reserved");
  const user: User = { id: uuidv7(), username, displayName: newUser.displayName ?? newUser.username };
  try {
    await insertUserRow(tx, user, newUser);
  } catch (error) {
    throw whatIsTaken(error);
  }
  return user;
}

function whatIsTaken(error: unknown): unknown {
  if (!(error instanceof UniqueViolation)) return error;
  if (error.constraint === "users_username_key") return new AppError("username_taken", { cause: error });
  if (error.constraint === "users_email_key") return new AppError("email_taken", { cause: error });
  return error;
}
