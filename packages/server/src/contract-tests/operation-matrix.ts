import { randomUUID } from "node:crypto";
import type { ErrorCode, OperationInput, OperationName } from "@parley/protocol";
import type { Person } from "../testing/index.ts";
import { password, type RoomKind, type Scene, type Who } from "./scene.ts";

/** Done, an error's code, or what the answer showed. */
export type Outcome = "done" | ErrorCode | "live" | "gone" | "listed" | "hidden" | "own";
export type Outcomes = Record<Who, Outcome>;

export interface Cell {
  readonly scene: Scene;
  readonly room: string;
  /** Null: nobody. */
  readonly person: Person | null;
}

export interface Row<N extends OperationName = OperationName> {
  input(cell: Cell): OperationInput<N> | Promise<OperationInput<N>>;
  /** For each kind of room, or once where no room is concerned. */
  readonly outcomes: Record<RoomKind, Outcomes> | Outcomes;
  /** It leaves the room or the session other than it was: every cell gets its own. */
  readonly spends?: "room" | "session";
  /** What a successful answer showed; `done` without. */
  shows?(answer: unknown, cell: Cell): Outcome;
}

const everybody = (outcome: Outcome, signedOut: Outcome = "unauthenticated"): Outcomes => ({
  owner: outcome,
  member: outcome,
  former: outcome,
  stranger: outcome,
  signedOut,
});
const gone = everybody("not_found");
const anybody = everybody("done", "done");

/** Others learn that a public room is not theirs; that a private one exists they do not learn. */
const members = (owner: Outcome, member: Outcome): Record<RoomKind, Outcomes> => ({
  public: { ...everybody("not_a_member"), owner, member },
  private: { ...everybody("not_found"), owner, member },
  deleted: gone,
});

const ofRoom = ({ room }: Cell) => ({ roomId: room });
const isListed = (rooms: readonly { room: { id: string } }[], room: string): Outcome =>
  rooms.some((entry) => entry.room.id === room) ? "listed" : "hidden";

const accounts: Pick<
  Matrix,
  | "auth.signUp"
  | "auth.signIn"
  | "auth.renew"
  | "auth.signOut"
  | "auth.createTicket"
  | "sessions.list"
  | "sessions.end"
  | "accounts.me"
> = {
  "auth.signUp": {
    input: () => ({ username: `n${randomUUID().slice(0, 8)}`, email: `${randomUUID()}@example.org`, password }),
    outcomes: anybody,
  },
  "auth.signIn": { input: ({ scene }) => ({ login: scene.people.owner.user.username, password }), outcomes: anybody },
  "auth.renew": {
    input: async ({ scene, person }) => ({
      refreshToken: (person ?? (await scene.anotherSession(scene.people.stranger))).refreshToken,
    }),
    outcomes: anybody,
    spends: "session",
  },
  "auth.signOut": { input: () => ({}), outcomes: everybody("done"), spends: "session" },
  "auth.createTicket": { input: () => ({}), outcomes: everybody("done") },
  "sessions.list": {
    input: () => ({}),
    outcomes: everybody("own"),
    shows: (answer, { person }) => {
      const { sessions } = answer as { sessions: { id: string; current: boolean }[] };
      return sessions.find(({ current }) => current)?.id === person?.sessionId ? "own" : "done";
    },
  },
  // The session of the owner: theirs to end, and for all others not even there.
  "sessions.end": {
    input: async ({ scene }) => ({ sessionId: (await scene.anotherSession(scene.people.owner)).sessionId }),
    outcomes: { ...everybody("not_found"), owner: "done" },
  },
  "accounts.me": {
    input: () => ({}),
    outcomes: everybody("own"),
    shows: (answer, { person }) => ((answer as { user: { id: string } }).user.id === person?.user.id ? "own" : "done"),
  },
};

type Matrix = { readonly [N in OperationName]: Row<N> };

/** Every operation: who may do it to which room, and what everybody else is told. */
export const operationMatrix: Matrix = {
  "server.info": { input: () => ({}), outcomes: anybody },
  ...accounts,
  "rooms.create": {
    input: () => ({ name: `Another ${randomUUID()}`, visibility: "private" }),
    outcomes: everybody("done"),
  },
  "rooms.list": {
    input: () => ({ limit: 100 }),
    outcomes: { public: everybody("listed"), private: everybody("hidden"), deleted: everybody("hidden") },
    shows: (answer, { room }) => isListed((answer as { rooms: [] }).rooms, room),
  },
  "rooms.mine": {
    input: () => ({ limit: 100 }),
    outcomes: {
      public: { ...everybody("hidden"), owner: "listed", member: "listed" },
      private: { ...everybody("hidden"), owner: "listed", member: "listed" },
      deleted: everybody("hidden"),
    },
    shows: (answer, { room }) => isListed((answer as { rooms: [] }).rooms, room),
  },
  "rooms.get": {
    input: ofRoom,
    outcomes: {
      public: everybody("done"),
      private: { ...everybody("not_found"), owner: "done", member: "done" },
      deleted: gone,
    },
  },
  "rooms.join": {
    input: ofRoom,
    outcomes: {
      public: everybody("done"),
      private: { ...everybody("not_found"), owner: "done", member: "done" },
      deleted: gone,
    },
    spends: "room",
  },
  "rooms.leave": { input: ofRoom, outcomes: members("done", "done"), spends: "room" },
  "rooms.delete": { input: ofRoom, outcomes: members("done", "forbidden"), spends: "room" },
  "rooms.members": { input: ofRoom, outcomes: members("done", "done") },
  "rooms.addMember": {
    input: ({ room, scene }) => ({ roomId: room, username: scene.people.former.user.username }),
    outcomes: members("done", "forbidden"),
    spends: "room",
  },
  "rooms.removeMember": {
    input: ({ room, scene }) => ({ roomId: room, userId: scene.people.member.user.id }),
    outcomes: members("done", "forbidden"),
    spends: "room",
  },
  "rooms.markRead": { input: ({ room }) => ({ roomId: room, seq: 2 }), outcomes: members("done", "done") },
  "messages.send": {
    input: ({ room }) => ({ roomId: room, clientId: randomUUID(), body: "May I?" }),
    outcomes: members("done", "done"),
  },
  "messages.history": { input: ofRoom, outcomes: members("done", "done") },
  "sync.resume": {
    input: ({ room }) => ({ rooms: [{ room, seq: 0 }] }),
    outcomes: {
      public: { ...everybody("gone"), owner: "live", member: "live" },
      private: { ...everybody("gone"), owner: "live", member: "live" },
      deleted: everybody("gone"),
    },
    shows: (answer) => (answer as { rooms: { status: Outcome }[] }).rooms[0]!.status,
  },
  "sync.pause": { input: ({ room }) => ({ rooms: [room] }), outcomes: everybody("done") },
};
