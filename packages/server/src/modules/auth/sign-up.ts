import type { OperationInput, SessionGrant } from "@parley/protocol";
import type { RequestContext } from "../../kernel/operation.ts";
import type { AuthParts } from "./auth-parts.ts";
import { cookiesToKeep, grant } from "./grant.ts";
import { ensureNotGuessable } from "./password-policy.ts";
import { startSession } from "./start-session.ts";

export async function signUp(
  parts: AuthParts,
  input: OperationInput<"auth.signUp">,
  context: RequestContext,
): Promise<SessionGrant> {
  const cookies = cookiesToKeep(input.keep, context);
  ensureNotGuessable(input.password, input);
  parts.limits.signUpFrom(context.address);
  const { username, email, displayName } = input;
  const passwordHash = await parts.passwords.hash(input.password);
  const at = new Date(parts.clock.now());
  const session = await startSession(parts, context, (tx) =>
    parts.users.create(tx, { username, email, displayName, passwordHash, at }),
  );
  return grant(parts, session, cookies);
}
