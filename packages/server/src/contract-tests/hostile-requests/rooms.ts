import { randomUUID } from "node:crypto";
import { invalid, say, type Attack } from "./attack.ts";

const others: readonly Attack[] = [
  [
    "ending somebody else's session",
    ({ ada }) => ({ method: "DELETE", path: `/api/v1/sessions/${ada.sessionId}` }),
    "404 not_found",
  ],
  [
    "ending a session that never was",
    () => ({ method: "DELETE", path: `/api/v1/sessions/${randomUUID()}` }),
    "404 not_found",
  ],
  [
    "writing in somebody else's room",
    ({ room }) => ({ method: "POST", path: `/api/v1/rooms/${room}/messages`, body: say("x") }),
    "404 not_found",
  ],
  [
    "joining somebody else's private room",
    ({ room }) => ({ method: "POST", path: `/api/v1/rooms/${room}/join`, body: {} }),
    "404 not_found",
  ],
  [
    "deleting somebody else's room",
    ({ room }) => ({ method: "DELETE", path: `/api/v1/rooms/${room}` }),
    "404 not_found",
  ],
  [
    "adding oneself to somebody else's room",
    ({ room, mallory }) => ({
      method: "POST",
      path: `/api/v1/rooms/${room}/members`,
      body: { username: mallory.user.username },
    }),
    "404 not_found",
  ],
  [
    "putting the owner out of their room",
    ({ room, ada }) => ({ method: "DELETE", path: `/api/v1/rooms/${room}/members/${ada.user.id}` }),
    "404 not_found",
  ],
  [
    "marking somebody else's room read",
    ({ room }) => ({ method: "PUT", path: `/api/v1/rooms/${room}/read`, body: { seq: 1 } }),
    "404 not_found",
  ],
  [
    "adding somebody who is not there",
    ({ ownRoom }) => ({ method: "POST", path: `/api/v1/rooms/${ownRoom}/members`, body: { username: "nobody.there" } }),
    "404 not_found",
  ],
  [
    "reading beyond the end",
    ({ ownRoom }) => ({ method: "PUT", path: `/api/v1/rooms/${ownRoom}/read`, body: { seq: Number.MAX_SAFE_INTEGER } }),
    "200",
  ],
  [
    "reading beyond all numbers",
    ({ ownRoom }) => ({ method: "PUT", path: `/api/v1/rooms/${ownRoom}/read`, body: '{"seq":1e400}' }),
    invalid,
  ],
  [
    "reading a negative seq",
    ({ ownRoom }) => ({ method: "PUT", path: `/api/v1/rooms/${ownRoom}/read`, body: { seq: -1 } }),
    invalid,
  ],
  [
    "reading half a seq",
    ({ ownRoom }) => ({ method: "PUT", path: `/api/v1/rooms/${ownRoom}/read`, body: { seq: 1.5 } }),
    invalid,
  ],
  [
    "resuming a hundred and one rooms",
    () => ({
      method: "POST",
      path: "/api/v1/sync/resume",
      body: { rooms: Array.from({ length: 101 }, () => ({ room: randomUUID() })) },
    }),
    invalid,
  ],
  [
    "resuming one room a hundred times",
    ({ ownRoom }) => ({
      method: "POST",
      path: "/api/v1/sync/resume",
      body: { rooms: Array.from({ length: 100 }, () => ({ room: ownRoom, seq: 0 })) },
    }),
    "200",
  ],
  ["resuming no room", () => ({ method: "POST", path: "/api/v1/sync/resume", body: { rooms: [] } }), invalid],
];

const room = (name: string, body: object): Attack => [
  `a room with ${name}`,
  () => ({ method: "POST", path: "/api/v1/rooms", body: { name: "Tea", visibility: "private", ...body } }),
  invalid,
];
const roomFields: readonly Attack[] = [
  room("no name", { name: "" }),
  room("a blank name", { name: "   " }),
  room("blanks around its name", { name: " Tea " }),
  room("a line break in its name", { name: "Tea\nroom" }),
  room("a name that turns the text around", { name: "Tea \u202e moor" }),
  room("NUL in its name", { name: "a\u0000b" }),
  room("NUL in its description", { description: "a\u0000b" }),
  room("a name of 65 characters", { name: "x".repeat(65) }),
  room("a description of 501 characters", { description: "x".repeat(501) }),
  room("an unknown category", { category: "secret" }),
  room("an unknown visibility", { visibility: "secret" }),
  room("an owner", { ownerId: randomUUID() }),
  room("members", { members: [randomUUID()] }),
  room("another limit", { dailyLimit: 1_000 }),
];

export const roomAttacks: readonly Attack[] = [...others, ...roomFields];
