import { toParleyError } from "../errors.ts";
import type { Call } from "../requests/caller.ts";
import type { Http } from "../requests/http.ts";
import type { Auth } from "./auth.ts";
import type { Session } from "./session.ts";

/** @param signedIn connects as them */
export function createAuth(parts: {
  http: Http;
  call: Call;
  session: Session;
  keep: "cookie" | "token";
  signedIn: () => void;
}): Auth {
  const { http, call, session, keep, signedIn } = parts;
  return {
    async signUp(input) {
      await session.establish(await http("auth.signUp", { ...input, keep }));
      signedIn();
    },
    async signIn(input) {
      await session.establish(await http("auth.signIn", { ...input, keep }));
      signedIn();
    },
    async signOut() {
      try {
        await call("auth.signOut", {});
      } catch (thrown) {
        // Over already is what was wanted.
        if (toParleyError(thrown).retry !== "sign_in") throw thrown;
      }
      session.over();
    },
  };
}
