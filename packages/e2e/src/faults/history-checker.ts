/** One place in a room's order. `id` tells what stands there: a message's client id, or what else happened to whom. */
export interface Entry {
  readonly seq: number;
  readonly id: string;
  /** Who said what. */
  readonly words?: string;
}

export interface Ack {
  readonly room: string;
  readonly clientId: string;
  readonly seq: number;
}

/** What somebody has of a room: everything from `from` on. */
export interface View {
  readonly who: string;
  readonly room: string;
  readonly from: number;
  readonly entries: readonly Entry[];
}

/** The messages that one device wrote in a room and sent by itself, in the order of writing. */
export interface Written {
  readonly who: string;
  readonly room: string;
  readonly clientIds: readonly string[];
}

export interface History {
  /** What is stored, in the order of seq. */
  readonly store: ReadonlyMap<string, readonly Entry[]>;
  readonly acks: readonly Ack[];
  readonly views: readonly View[];
  readonly written: readonly Written[];
}

/** Everything in which a history breaks the promise of delivery, as sentences; none if it is kept. */
export function brokenPromises(history: History): string[] {
  return [...storeFaults(history), ...ackFaults(history), ...viewFaults(history), ...orderFaults(history)];
}

function storeFaults({ store }: History): string[] {
  const faults: string[] = [];
  for (const [room, entries] of store) {
    entries.forEach((entry, i) => {
      if (entry.seq !== i + 1) faults.push(`room ${room}: place ${i + 1} holds seq ${entry.seq}`);
    });
    for (const id of repeated(entries)) faults.push(`room ${room}: ${id} is stored twice`);
  }
  return faults;
}

function ackFaults({ store, acks }: History): string[] {
  return acks.flatMap(({ room, clientId, seq }) => {
    const there = store.get(room)?.[seq - 1];
    return there?.id === clientId
      ? []
      : [`room ${room}: ${clientId} was acknowledged at ${seq}, where ${there?.id ?? "nothing"} is stored`];
  });
}

function viewFaults({ store, views }: History): string[] {
  return views.flatMap(({ who, room, from, entries }) => {
    const due = (store.get(room) ?? []).slice(from - 1);
    const faults = repeated(entries).map((id) => `${who} sees ${id} twice in room ${room}`);
    const wrong = Array.from({ length: Math.max(due.length, entries.length) }, (_, i) => i).find(
      (i) => told(due[i]) !== told(entries[i]),
    );
    if (wrong === undefined) return faults;
    const [stored, seen] = [due[wrong], entries[wrong]];
    return [...faults, `${who} sees ${told(seen)} in room ${room} where ${told(stored)} is stored`];
  });
}

function orderFaults({ store, written }: History): string[] {
  return written.flatMap(({ who, room, clientIds }) => {
    const place = new Map((store.get(room) ?? []).map(({ id, seq }) => [id, seq]));
    const faults: string[] = [];
    let last = 0;
    for (const id of clientIds) {
      const seq = place.get(id);
      if (seq === undefined) faults.push(`${who} wrote ${id} in room ${room}, where it is not stored`);
      else if (seq < last) faults.push(`${who} wrote ${id} in room ${room} after what stands behind it`);
      last = Math.max(last, seq ?? 0);
    }
    return faults;
  });
}

function repeated(entries: readonly Entry[]): string[] {
  const seen = new Set<string>();
  return entries.filter(({ id }) => seen.size === seen.add(id).size).map(({ id }) => id);
}

function told(entry: Entry | undefined): string {
  return entry ? `${entry.seq} (${entry.id})${entry.words === undefined ? "" : ` "${entry.words}"`}` : "nothing";
}
