import type { OwnAccount, User } from "@parley/protocol";
import type { Queries } from "../../ports/store.ts";
import { keptUsername } from "./username.ts";

export interface Credentials {
  readonly user: User;
  /** What was typed, in the form in which all its spellings are one. */
  readonly login: string;
  readonly passwordHash: string;
}

interface UserRow {
  id: string;
  username: string;
  display_name: string;
}

const toUser = (row: UserRow): User => ({ id: row.id, username: row.username, displayName: row.display_name });

const byUsername = {
  name: "users-by-username",
  text: "select id, username, display_name from users where username = $1",
};
const byIds = { name: "users-by-ids", text: "select id, username, display_name from users where id = any($1::uuid[])" };

/** A username holds no "@" and an e-mail address does, so one text never names two accounts. */
function byLogin(login: string): [statement: string, values: string[]] {
  const columns = "id, username, display_name, password_hash";
  if (!login.includes("@")) {
    return [`select ${columns}, username as login from users where username = $1`, [keptUsername(login) ?? ""]];
  }
  // PostgreSQL refuses text with NUL. To ask for the empty address instead costs what any unknown one does.
  const email = login.includes("\0") ? "" : login;
  return [`select ${columns}, lower(email) as login from users where lower(email) = lower($1)`, [email]];
}

export function createUserStore(store: Queries) {
  return {
    async findByUsername(username: string): Promise<User | null> {
      const kept = keptUsername(username);
      if (kept === null) return null;
      const [row] = await store.query<UserRow>(byUsername, [kept]);
      return row ? toUser(row) : null;
    },

    async byIds(ids: readonly string[]): Promise<Map<string, User>> {
      if (ids.length === 0) return new Map();
      const rows = await store.query<UserRow>(byIds, [ids]);
      return new Map(rows.map((row) => [row.id, toUser(row)]));
    },

    async ownAccount(userId: string): Promise<OwnAccount | null> {
      const [row] = await store.query<UserRow & { email: string; created_at: Date }>(
        "select id, username, display_name, email, created_at from users where id = $1",
        [userId],
      );
      return row ? { user: toUser(row), email: row.email, createdAt: row.created_at.toISOString() } : null;
    },

    async credentials(login: string): Promise<Credentials | null> {
      const [row] = await store.query<UserRow & { password_hash: string; login: string }>(...byLogin(login));
      return row ? { user: toUser(row), login: row.login, passwordHash: row.password_hash } : null;
    },

    async replacePasswordHash(userId: string, from: string, to: string): Promise<void> {
      await store.query("update users set password_hash = $3 where id = $1 and password_hash = $2", [userId, from, to]);
    },
  };
}

export async function insertUserRow(
  tx: Queries,
  user: User,
  account: { readonly email: string; readonly passwordHash: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into users (id, username, email, display_name, password_hash, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [user.id, user.username, account.email, user.displayName, account.passwordHash, account.at],
  );
}
