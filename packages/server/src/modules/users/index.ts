import type { OwnAccount, User } from "@parley/protocol";
import type { Queries, Store } from "../../ports/store.ts";
import { insertUser, type NewUser } from "./create-user.ts";
import { createUserStore, type Credentials } from "./user-store.ts";

export type { NewUser } from "./create-user.ts";
export type { Credentials } from "./user-store.ts";

/** The people of this server. */
export interface Users {
  /** By exact username, whatever the case it is typed in. */
  findByUsername(username: string): Promise<User | null>;
  /** Those that exist; the caller bounds the list. */
  byIds(ids: readonly string[]): Promise<Map<string, User>>;
  ownAccount(userId: string): Promise<OwnAccount | null>;
  /**
   * Part of signing up, in its transaction. Throws `AppError`: `username_reserved`, `username_taken`, `email_taken`.
   * The last two come from the table's constraints, so they hold however many sign up at once.
   */
  create(tx: Queries, newUser: NewUser): Promise<User>;
  /** For signing in, by username or e-mail address. */
  credentials(login: string): Promise<Credentials | null>;
  /** Only if the password is still the one with the hash `from`: it may have been changed meanwhile. */
  replacePasswordHash(userId: string, from: string, to: string): Promise<void>;
}

export function createUsers(store: Store): Users {
  const users = createUserStore(store);
  return { ...users, create: insertUser };
}
