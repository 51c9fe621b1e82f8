import type { Session } from "./auth/session.ts";
import type { Connection } from "./connection/connection.ts";
import type { AccountData } from "./live/account-data.ts";
import type { SendQueue } from "./requests/send-queue.ts";

/** Turns everything to the account that is signed in. Nothing of one account is seen, or sent, under another. */
export function followAccount(parts: {
  session: Session;
  connection: Connection;
  data: AccountData;
  queue: SendQueue;
}): void {
  const { session, connection, data, queue } = parts;
  let userId: string | undefined;
  session.account.subscribe(() => {
    const account = session.account.get();
    // Not known just now: it may well be the same as before.
    if (account === undefined) return;
    if (account === null) connection.leave("signed_out");
    if (userId !== undefined && userId !== account?.user.id) data.clear();
    userId = account?.user.id;
    queue.setUser(userId);
  });
}
