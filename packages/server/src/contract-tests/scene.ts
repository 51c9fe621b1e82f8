import { randomUUID } from "node:crypto";
import { callHttp, signUp, TestSocket, type Person, type TestServer } from "../testing/index.ts";

/** Everybody whose rights differ. A former member was in the room and left. */
export const whos = ["owner", "member", "former", "stranger", "signedOut"] as const;
export type Who = (typeof whos)[number];

/** What rights are about: a room that anybody may find, one that only members know of, and one that is no more. */
export const kinds = ["public", "private", "deleted"] as const;
export type RoomKind = (typeof kinds)[number];

export const password = "correct horse battery staple";

export class Scene {
  readonly server: TestServer;
  readonly people: Record<Exclude<Who, "signedOut">, Person>;

  constructor(server: TestServer, people: Scene["people"]) {
    this.server = server;
    this.people = people;
  }

  static async open(server: TestServer): Promise<Scene> {
    const names = ["owner", "member", "former", "stranger"] as const;
    const people = await Promise.all(names.map((name) => signUp(server, name)));
    return new Scene(server, Object.fromEntries(names.map((name, i) => [name, people[i]])) as Scene["people"]);
  }

  person(who: Who): Person | null {
    return who === "signedOut" ? null : this.people[who];
  }

  /** A room of this kind in which everybody stands as they are called. */
  async room(kind: RoomKind): Promise<string> {
    const { owner, member, former } = this.people;
    const visibility = kind === "private" ? "private" : "public";
    const { room } = await owner.call("rooms.create", { name: `Room ${randomUUID()}`, visibility });
    for (const { user } of [member, former])
      await owner.call("rooms.addMember", { roomId: room.id, username: user.username });
    await former.call("rooms.leave", { roomId: room.id });
    await owner.call("messages.send", { roomId: room.id, clientId: randomUUID(), body: "For members only." });
    if (kind === "deleted") await owner.call("rooms.delete", { roomId: room.id });
    return room.id;
  }

  /** The same person with a session of its own, for what ends sessions. */
  async anotherSession(person: Person): Promise<Person> {
    const answer = await callHttp(this.server.url, "auth.signIn", { login: person.user.username, password });
    const Same = person.constructor as new (url: string, grant: unknown) => Person;
    return new Same(this.server.url, answer.body);
  }

  /** A socket of theirs; the signed-out one is open and has said nothing yet. */
  async socket(person: Person | null): Promise<TestSocket> {
    return person ? person.socket() : new TestSocket(this.server.url).opened();
  }
}
