export interface StopRequest {
  /** What asked. */
  readonly requested: Promise<NodeJS.Signals | "disconnect">;
}

/** Ctrl+C in a terminal reaches us and, through npm, reaches us again; only a later one means "now". */
const sameRequestMs = 1_500;

/** Listens for the signals that ask to stop. Asked twice, the process ends at once; nothing acknowledged is lost by it. */
export function stopRequest(): StopRequest {
  let first = 0;
  const requested = new Promise<NodeJS.Signals | "disconnect">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (first === 0) first = Date.now();
        else if (Date.now() - first > sameRequestMs) process.exit(1);
        resolve(signal);
      });
    }
    // Whoever started us with a channel is gone, and with it the one who would stop us.
    process.once("disconnect", () => resolve("disconnect"));
    process.channel?.unref();
  });
  return { requested };
}
