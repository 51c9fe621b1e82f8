import type { OperationInput } from "@parley/protocol";

/** Signing up, in and out. Each settles when `account` shows the result; each rejects with a `ParleyError`. */
export interface Auth {
  /** Makes an account and signs it in. */
  signUp(input: Omit<OperationInput<"auth.signUp">, "keep">): Promise<void>;
  signIn(input: Omit<OperationInput<"auth.signIn">, "keep">): Promise<void>;
  /**
   * Ends the session here and on the server. If the server cannot be reached it rejects with `offline` and the session
   * goes on, since a cookie session cannot be ended without the server.
   */
  signOut(): Promise<void>;
}
