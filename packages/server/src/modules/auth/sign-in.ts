import type { OperationInput, SessionGrant } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { networkBlock } from "../../kernel/network-block.ts";
import type { RequestContext } from "../../kernel/operation.ts";
import type { Credentials } from "../users/index.ts";
import type { AuthParts } from "./auth-parts.ts";
import { cookiesToKeep, grant } from "./grant.ts";
import { startSession } from "./start-session.ts";

const nobody = "00000000-0000-0000-0000-000000000000";

/** An unknown name and a wrong password take the same steps and get the same answer: nobody learns who has an account. */
export async function signIn(
  parts: AuthParts,
  input: OperationInput<"auth.signIn">,
  context: RequestContext,
): Promise<SessionGrant> {
  const cookies = cookiesToKeep(input.keep, context);
  parts.limits.signInFrom(context.address);
  const found = await parts.users.credentials(input.login);
  await parts.limits.signInTo(found?.login ?? input.login.toLowerCase(), context.address, () =>
    isFamiliar(parts, found?.user.id ?? nobody, context.address),
  );
  const matches = await parts.passwords.verify(found?.passwordHash ?? null, input.password);
  if (!found || !matches) throw new AppError("wrong_credentials");
  await renewHash(parts, found, input.password);
  const session = await startSession(parts, context, async () => found.user);
  return grant(parts, session, cookies);
}

async function isFamiliar(parts: AuthParts, userId: string, address: string): Promise<boolean> {
  const sessions = await parts.sessions.listLive(userId, new Date(parts.clock.now()));
  const block = networkBlock(address);
  return sessions.some((session) => networkBlock(session.address) === block);
}

async function renewHash(parts: AuthParts, { user, passwordHash }: Credentials, password: string): Promise<void> {
  if (!parts.passwords.isOutdated(passwordHash)) return;
  await parts.users.replacePasswordHash(user.id, passwordHash, await parts.passwords.hash(password));
}
