import { accountAttacks } from "./accounts.ts";
import type { Attack } from "./attack.ts";
import { bodyAttacks } from "./bodies.ts";
import { messageAttacks } from "./messages.ts";
import { pathAttacks } from "./paths.ts";
import { roomAttacks } from "./rooms.ts";

export const attacks: readonly Attack[] = [
  ...bodyAttacks,
  ...pathAttacks,
  ...messageAttacks,
  ...roomAttacks,
  ...accountAttacks,
];
