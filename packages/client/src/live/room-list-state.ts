import type { MyRoom, OperationInput } from "@parley/protocol";
import type { ParleyError } from "../errors.ts";
import type { Live } from "../live-value.ts";

export interface RoomListState {
  readonly status: "loading" | "ready" | "error";
  /** Latest activity first. */
  readonly rooms: readonly MyRoom[];
  readonly error?: ParleyError;
}

/** The rooms I am in, with unread counts that follow what happens here and on my other devices. At most 1,000. */
export interface RoomList extends Live<RoomListState> {
  create(input: Omit<OperationInput<"rooms.create">, "clientId">): Promise<MyRoom>;
  join(roomId: string): Promise<MyRoom>;
  leave(roomId: string): Promise<void>;
  delete(roomId: string): Promise<void>;
  /** I have read up to `seq`. Never moves back; calls in quick succession are sent as one. */
  markRead(roomId: string, seq: number): Promise<void>;
  /** Asks the server again. Done by itself on every (re)connect. */
  refresh(): Promise<void>;
}
