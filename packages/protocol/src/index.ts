export { apiPrefix, isOperationName, operations } from "./operations.ts";
export type { OperationInput, OperationName, OperationOutput, Operations } from "./operations.ts";
export type { Auth, Method, Operation } from "./operation.ts";
export { events } from "./events.ts";
export type { Audience, EphemeralEvent, EventName } from "./events.ts";
export { errorsOf } from "./operation-errors.ts";
export { errorKinds, isErrorCode } from "./errors.ts";
export type { ErrorCode, ErrorKind, Retry } from "./errors.ts";
export { closeCodes, closeKinds, reconnectAfter } from "./close-codes.ts";
export type { CloseCode, CloseKind, Reconnect } from "./close-codes.ts";
export { Problem } from "./problem.ts";
export { AuthenticateFrame, HelloFrame, PingFrame, PongFrame, ReplyFrame, RequestFrame } from "./envelope.ts";
export type { ServerFrame } from "./envelope.ts";
export { limits } from "./limits.ts";
export { User, OwnAccount } from "./accounts/user.ts";
export { Session, SessionGrant, Tokens } from "./accounts/session.ts";
export {
  DirectoryRoom,
  Member,
  MyRoom,
  ReadState,
  Room,
  RoomCategory,
  RoomRole,
  RoomVisibility,
} from "./rooms/room.ts";
export { MessageCreated, TimelineEvent } from "./messages/timeline-event.ts";
export type { TimelineEventType } from "./messages/timeline-event.ts";
export { ResumedRoom } from "./sync/sync-operations.ts";
