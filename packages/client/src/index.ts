export { createClient } from "./create-client.ts";
export type { Client } from "./client.ts";
export type { ClientOptions } from "./client-options.ts";
export type { CallOptions } from "./requests/call-options.ts";
export type { Auth } from "./auth/auth.ts";
export { memoryTokenStorage } from "./auth/token-storage.ts";
export type { TokenStorage } from "./auth/token-storage.ts";
export { memoryOutbox } from "./requests/outbox-storage.ts";
export type { OutboxEntry, OutboxStorage } from "./requests/outbox-storage.ts";
export type { Live } from "./live-value.ts";
export type { ConnectionName, ConnectionState } from "./connection/connection-state.ts";
export type { RoomList, RoomListState } from "./live/room-list-state.ts";
export type { Members, MembersState } from "./live/members-state.ts";
export type {
  Timeline,
  TimelineEchoItem,
  TimelineEventItem,
  TimelineItem,
  TimelineState,
} from "./live/timeline-state.ts";
export { ParleyError } from "./errors.ts";
export type { SdkErrorCode } from "./errors.ts";
