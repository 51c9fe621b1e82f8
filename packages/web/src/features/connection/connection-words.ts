import type { ConnectionState } from "@parley/client";

/** A hiccup shorter than this is nobody's business. */
export const quietMs = 1_500;

export interface ConnectionWords {
  readonly text: string;
  /** Whether trying at once makes sense. */
  readonly canRetry: boolean;
}

/** What to say about the connection; undefined when all is well or it is too early to worry anybody. */
export function connectionWords(state: ConnectionState, now: number): ConnectionWords | undefined {
  if (now - state.since < quietMs && state.attempt <= 1) return undefined;
  switch (state.name) {
    case "offline":
      return { text: "You are offline. What you write is sent when you are back.", canRetry: false };
    case "waiting":
      return { text: `Connection lost. Trying again ${inSeconds(state.retryAt, now)}.`, canRetry: true };
    case "connecting":
    case "authenticating":
      return { text: "Connecting…", canRetry: false };
    case "stopped":
      return { text: "Disconnected. Reload the page to connect again.", canRetry: false };
    default:
      return undefined;
  }
}

function inSeconds(at: number | undefined, now: number): string {
  const seconds = Math.ceil(((at ?? now) - now) / 1_000);
  return seconds <= 0 ? "now" : `in ${seconds} s`;
}
