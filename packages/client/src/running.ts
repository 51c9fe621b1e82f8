import type { Session } from "./auth/session.ts";
import { watchHints } from "./connection/hints.ts";
import type { Connection } from "./connection/connection.ts";

/**
 * Starting and stopping a client.
 * @param abandon gives up what is on its way
 */
export function createRunning(parts: { connection: Connection; session: Session; abandon: () => void }) {
  const { connection, session } = parts;
  let stopWatching: (() => void) | undefined;

  function connect(): void {
    stopWatching ??= watchHints({ wake: () => connection.wake(), networkLost: () => connection.networkLost() });
    connection.start();
  }

  return {
    /** Connects as the one who is signed in now, whoever it was before. */
    reconnect(): void {
      connection.leave("signed_out");
      connect();
    },
    start(): Promise<void> {
      // Signed out the last time it was asked; it may be otherwise now.
      if (session.account.get() === null) session.forget();
      connect();
      return accountKnown(session, connection);
    },
    stop(): void {
      stopWatching?.();
      stopWatching = undefined;
      session.stop();
      parts.abandon();
      connection.leave("stopped");
    },
  };
}

function accountKnown(session: Session, connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    const leave = [session.account.subscribe(check), connection.state.subscribe(check)];
    function check(): void {
      if (session.account.get() === undefined && connection.state.get().name !== "stopped") return;
      for (const each of leave) each();
      resolve();
    }
    check();
  });
}
