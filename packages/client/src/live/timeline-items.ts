import type { TimelineEvent } from "@parley/protocol";
import type { QueuedMessage } from "../requests/room-line.ts";
import type { TimelineItem } from "./timeline-state.ts";

/** Makes the list that is shown. Items of events keep their identity from one list to the next. */
export class TimelineItems {
  readonly #made = new WeakMap<TimelineEvent, TimelineItem>();
  readonly #echoes = new WeakMap<QueuedMessage, TimelineItem>();

  /** @param echoes unacknowledged messages; those that are among the events by now are left out */
  list(events: readonly TimelineEvent[], echoes: readonly QueuedMessage[], me: string | undefined): TimelineItem[] {
    const items = events.map((event) => this.#item(event, me));
    if (echoes.length === 0) return items;
    const arrived = new Set(items.map((item) => item.key));
    return [...items, ...echoes.filter(({ entry }) => !arrived.has(entry.clientId)).map((echo) => this.#echo(echo))];
  }

  #item(event: TimelineEvent, me: string | undefined): TimelineItem {
    const made = this.#made.get(event);
    if (made !== undefined) return made;
    // Only my own client ids: others could choose theirs so that two keys are the same.
    const mine = event.type === "message.created" && event.sender.id === me;
    const item: TimelineItem = { kind: "event", key: mine ? event.clientId : String(event.seq), event };
    this.#made.set(event, item);
    return item;
  }

  #echo(message: QueuedMessage): TimelineItem {
    const made = this.#echoes.get(message);
    if (made !== undefined) return made;
    const { clientId, body, at } = message.entry;
    const error = message.error === undefined ? {} : { error: message.error };
    const item: TimelineItem = { kind: "echo", key: clientId, clientId, body, at, state: message.state, ...error };
    this.#echoes.set(message, item);
    return item;
  }
}
