export interface CallOptions {
  /** Gives the call up: it rejects with `aborted`. The server may still do it. */
  readonly signal?: AbortSignal;
  /** How long to wait for the answer; 15 s unless given. */
  readonly timeoutMs?: number;
}
