import { bind } from "../../kernel/operation.ts";
import type { Store } from "../../ports/store.ts";
import type { Rooms } from "../rooms/index.ts";
import type { GroupCommit } from "./group-commit.ts";
import { readHistory } from "./read-history.ts";
import { sendMessage } from "./send-message.ts";

export function messageOperations(parts: {
  store: Store;
  rooms: Pick<Rooms, "requireMember">;
  groupCommit: GroupCommit;
}) {
  return [
    bind("messages.send", (input, context) => sendMessage(parts, input, context)),
    bind("messages.history", (input, context) => readHistory(parts, input, context)),
  ];
}
