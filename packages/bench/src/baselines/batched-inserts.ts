import { randomUUID } from "node:crypto";
import pg from "pg";
import { Histogram, type Latency } from "../measure/histogram.ts";
import { answer } from "../processes/child.ts";

/*
 * What the database itself gives for rows like those of the send bench: messages into the same table of the same
 * PostgreSQL, durable, with nothing looked up, no counters taken and nobody told.
 */

export interface BatchedInserts {
  readonly connections: number;
  readonly rows: number;
  readonly seconds: number;
}

export interface Inserted {
  readonly rows: number;
  readonly seconds: number;
}

const columns = "(room_id, seq, sender_id, client_id, ordinal, at, kind, body)";
const manyRows = {
  name: "bench.batch",
  text: `insert into messages ${columns}
    select room_id, seq, sender_id, client_id, seq, now(), 'text', $5
    from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[]) as m(room_id, seq, sender_id, client_id)`,
};
const oneRow = {
  name: "bench.one",
  text: `insert into messages ${columns} values ($1, $2, $3, $4, $2, now(), 'text', $5)`,
};

let clients: pg.Client[] = [];
let body = "";
const senders = Array.from({ length: 200 }, () => randomUUID());
// Rooms of its own for each connection, so that none waits for another's.
const rooms = [0, 1].map(() => Array.from({ length: 100 }, () => randomUUID()));
const seqs = [0, 0];

answer({
  open: async (options: { url: string; body: string }) => {
    body = options.body;
    clients = [0, 1].map(() => new pg.Client(options.url));
    await Promise.all(clients.map((client) => client.connect()));
  },

  batches: async ({ connections, rows, seconds }: BatchedInserts): Promise<Inserted> => {
    const started = performance.now();
    const done = await Promise.all(
      clients.slice(0, connections).map((_, i) => fill(i, rows, started + seconds * 1_000)),
    );
    return { rows: done.reduce((sum, count) => sum + count, 0), seconds: (performance.now() - started) / 1_000 };
  },

  /** One message in each transaction, one after the other. */
  singles: async ({ seconds }: { seconds: number }): Promise<Latency> => {
    const histogram = new Histogram();
    const room = randomUUID();
    const deadline = performance.now() + seconds * 1_000;
    for (let seq = 1; performance.now() < deadline; seq++) {
      const values = [room, seq, senders[0], randomUUID(), body];
      const started = performance.now();
      await clients[0]!.query({ ...oneRow, values });
      histogram.record((performance.now() - started) * 1_000);
    }
    return histogram.summary();
  },
});

async function fill(connection: number, rows: number, deadline: number): Promise<number> {
  let inserted = 0;
  while (performance.now() < deadline) {
    const seq = seqs[connection]!;
    const own = rooms[connection]!;
    const places = Array.from({ length: rows }, (_, i) => seq + i);
    seqs[connection] = seq + rows;
    await clients[connection]!.query({
      ...manyRows,
      values: [
        places.map((place) => own[place % own.length]),
        places.map((place) => Math.floor(place / own.length)),
        places.map((place) => senders[place % senders.length]),
        places.map(() => randomUUID()),
        body,
      ],
    });
    inserted += rows;
  }
  return inserted;
}
