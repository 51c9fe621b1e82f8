import type { Request, World } from "../hostile-world.ts";

/** What is tried, how, and the documented answer: status and code. */
export type Attack = readonly [name: string, make: (world: World) => Request, answer: string];

export const malformed = "400 malformed";
export const invalid = "400 invalid_input";

export const messagesOf = ({ ownRoom }: World): string => `/api/v1/rooms/${ownRoom}/messages`;

/** A message that would do, with what is added to it. */
export const say = (body: unknown, more: object = {}) => ({ clientId: crypto.randomUUID(), body, ...more });
