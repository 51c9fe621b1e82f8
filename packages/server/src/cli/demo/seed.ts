import { createHash, randomUUID } from "node:crypto";
import type { OperationInput, OperationName, OperationOutput } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import type { Caller } from "../../kernel/operation.ts";
import type { OperationRunner } from "../../kernel/operation-runner.ts";
import { StartupError } from "../../kernel/startup-error.ts";
import { conversations, type Conversation } from "./conversations.ts";
import { demoPassword, people, type Username } from "./people.ts";

export interface SeedParts {
  readonly runner: OperationRunner;
  readonly authenticate: { byAccessToken(token: string): Promise<Caller> };
}

type Ask = <N extends OperationName>(name: N, input: OperationInput<N>, caller?: Caller) => Promise<OperationOutput<N>>;

const messagesPerRoom = 60;

/** Everything has ids that follow from what it is: the second run finds what the first made. */
export async function seed({ runner, authenticate }: SeedParts): Promise<{ rooms: number; messages: number }> {
  const ask: Ask = async (name, input, caller) => {
    const context = {
      requestId: randomUUID(),
      address: "127.0.0.1",
      client: "parley seed-demo",
      caller: caller ?? null,
    };
    return (await runner.run(name, input, context)) as never;
  };
  const callers = new Map<Username, Caller>();
  for (const { username, displayName } of people) {
    callers.set(username, await authenticate.byAccessToken(await accessToken(ask, username, displayName)));
  }
  let messages = 0;
  for (const conversation of conversations) messages += await fillRoom(ask, conversation, callers);
  for (const caller of callers.values()) await ask("auth.signOut", {}, caller);
  return { rooms: conversations.length, messages };
}

async function accessToken(ask: Ask, username: Username, displayName: string): Promise<string> {
  const account = { username, displayName, email: `${username}@example.org`, password: demoPassword };
  const grant = await ask("auth.signUp", account).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "username_taken") throw error;
    return ask("auth.signIn", { login: username, password: demoPassword }).catch((cause: unknown) => {
      throw new StartupError(`Somebody else is called ${username} here; example data is for servers without people.`, {
        cause,
      });
    });
  });
  return grant.tokens!.accessToken;
}

async function fillRoom(ask: Ask, conversation: Conversation, callers: ReadonlyMap<Username, Caller>): Promise<number> {
  const { name, description, category, members } = conversation;
  const [owner, ...others] = members.map((username) => callers.get(username)!);
  const clientId = idOf(name);
  const { room } = await ask("rooms.create", { name, description, category, visibility: "public", clientId }, owner);
  for (const other of others) await ask("rooms.join", { roomId: room.id }, other);
  const said = talk(conversation);
  for (const [index, { by, body }] of said.entries()) {
    await ask("messages.send", { roomId: room.id, clientId: idOf(`${name}/${index}`), body }, callers.get(by));
  }
  return said.length;
}

/** Somebody starts, two or three others answer, and so on; always the same. */
function talk({ members, openings, replies }: Conversation): { by: Username; body: string }[] {
  return Array.from({ length: messagesPerRoom }, (_, index) => {
    const round = Math.floor(index / 4);
    const opens = index % 4 === 0;
    const speaker = opens ? round : round + index + (index % 3);
    const body = opens ? openings[round % openings.length]! : replies[(index * 5 + round) % replies.length]!;
    return { by: members[speaker % members.length]!, body };
  });
}

/** A UUID (version 8) of a name. */
function idOf(name: string): string {
  const hex = createHash("sha256").update(`parley demo ${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
