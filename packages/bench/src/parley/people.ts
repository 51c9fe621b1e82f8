import { randomUUID } from "node:crypto";
import { accessTokensOf } from "@parley/server/testing";
import pg from "pg";
import type { Seat } from "../generators/dialects.ts";

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly sessionId: string;
}

/** A connection to the store while `work` runs. */
export async function withDatabase<T>(url: string, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client(url);
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

/**
 * Accounts with a live session each, by SQL: five thousand passwords would take minutes to hash, and how fast people sign
 * in is not what is measured.
 */
export async function createPeople(database: pg.Client, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, i): Person => {
    const number = String(i).padStart(5, "0");
    return { id: randomUUID(), username: `bench_${number}`, displayName: `Bench ${number}`, sessionId: randomUUID() };
  });
  const ids = people.map((person) => person.id);
  await database.query(
    `insert into users (id, username, email, display_name, password_hash)
     select id, username, username || '@bench.invalid', display_name, ''
     from unnest($1::uuid[], $2::text[], $3::text[]) as p(id, username, display_name)`,
    [ids, people.map((person) => person.username), people.map((person) => person.displayName)],
  );
  await database.query(
    `insert into sessions (id, user_id, client, address, expires_at, refresh_salt)
     select id, user_id, 'bench', '127.0.0.1', now() + interval '1 day', decode(repeat('00', 16), 'hex')
     from unnest($1::uuid[], $2::uuid[]) as s(id, user_id)`,
    [people.map((person) => person.sessionId), ids],
  );
  return people;
}

/** One room for each list of people, with the first of them as its owner. Returns the rooms' ids. */
export async function createRooms(database: pg.Client, rooms: readonly (readonly Person[])[]): Promise<string[]> {
  const ids = rooms.map(() => randomUUID());
  await database.query(
    `insert into rooms (id, name, visibility, created_by, client_id, seq, member_count)
     select id, 'Bench room ' || n, 'public', owner, gen_random_uuid(), members + 1, members
     from unnest($1::uuid[], $2::uuid[], $3::int[]) with ordinality as r(id, owner, members, n)`,
    [ids, rooms.map((members) => members[0]!.id), rooms.map((members) => members.length)],
  );
  const seats = rooms.flatMap((members, i) => members.map((person, place) => ({ room: ids[i]!, person, place })));
  const columns = [
    seats.map((seat) => seat.room),
    seats.map((seat) => seat.person.id),
    seats.map((seat) => seat.place),
  ];
  await database.query(
    `insert into members (room_id, user_id, username, role, joined_seq, read_seq)
     select room_id, user_id, username, case when place = 0 then 'owner' else 'member' end, place + 2, place + 2
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as m(room_id, user_id, place) join users on users.id = user_id`,
    columns,
  );
  await database.query(
    `insert into room_events (room_id, seq, type, at, user_id)
     select room_id, place + 2, 'member.joined', now(), user_id
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as m(room_id, user_id, place)
     union all
     select id, 1, 'room.created', now(), created_by from rooms where id = any($4::uuid[])`,
    [...columns, ids],
  );
  return ids;
}

/** A socket for each person in the given room. */
export function seatsFor(
  dataDir: string,
  people: readonly Person[],
  roomOf: (place: number) => string,
): Promise<Seat[]> {
  const sign = accessTokensOf(dataDir);
  return Promise.all(
    people.map(async ({ id, username, displayName, sessionId }, place) => ({
      token: await sign({ sessionId, user: { id, username, displayName } }),
      room: roomOf(place),
    })),
  );
}
