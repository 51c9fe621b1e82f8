import * as accounts from "./accounts/account-operations.ts";
import * as messages from "./messages/message-operations.ts";
import type { Input, Operation, Output } from "./operation.ts";
import * as rooms from "./rooms/room-operations.ts";
import { serverInfo } from "./server-info.ts";
import * as sync from "./sync/sync-operations.ts";

/** Every operation of Parley by its name on the wire. */
export const operations = {
  "server.info": serverInfo,

  "auth.signUp": accounts.signUp,
  "auth.signIn": accounts.signIn,
  "auth.renew": accounts.renew,
  "auth.signOut": accounts.signOut,
  "auth.createTicket": accounts.createTicket,
  "sessions.list": accounts.listSessions,
  "sessions.end": accounts.endSession,
  "accounts.me": accounts.me,

  "rooms.create": rooms.createRoom,
  "rooms.list": rooms.listRooms,
  "rooms.mine": rooms.myRooms,
  "rooms.get": rooms.getRoom,
  "rooms.join": rooms.joinRoom,
  "rooms.leave": rooms.leaveRoom,
  "rooms.delete": rooms.deleteRoom,
  "rooms.members": rooms.listMembers,
  "rooms.addMember": rooms.addMember,
  "rooms.removeMember": rooms.removeMember,
  "rooms.markRead": rooms.markRead,

  "messages.send": messages.sendMessage,
  "messages.history": messages.history,

  "sync.resume": sync.resume,
  "sync.pause": sync.pause,
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<N extends OperationName> = Input<Operations[N]>;
export type OperationOutput<N extends OperationName> = Output<Operations[N]>;

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

/** Path of the HTTP API that the operations' paths are below. */
export const apiPrefix = "/api/v1";
