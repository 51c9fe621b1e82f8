import type { TimelineItem } from "@parley/client";
import type { MessageCreated, TimelineEvent, User } from "@parley/protocol";
import { dayKey } from "../../lib/day.ts";

/** Messages of one author within this time stand under one name. */
const groupMs = 5 * 60_000;

export type SystemEvent = Exclude<TimelineEvent, MessageCreated>;

interface RowFrame {
  readonly key: string;
  /** Set where a day begins: any moment of that day. */
  readonly day?: number;
  /** Whether the "new" line stands above. */
  readonly newLine: boolean;
}

/** One line of the timeline: a message, or events of the room that follow each other. */
export type MessageRow = RowFrame & {
  readonly kind: "message";
  readonly item: TimelineItem;
  readonly author: User;
  readonly body: string;
  readonly at: number;
  /** Whether it shows its author, or goes on under the message above. */
  readonly startsGroup: boolean;
};
export type SystemRow = RowFrame & { readonly kind: "system"; readonly events: readonly SystemEvent[] };
/** Stands before the first event: what this room is. */
export type IntroRow = RowFrame & { readonly kind: "intro" };
export type TimelineRow = MessageRow | SystemRow | IntroRow;

export interface RowOptions {
  /** Whose echoes they are. */
  readonly me: User;
  /** The "new" line stands above the first message of somebody else after this seq; null for no line. */
  readonly newAfter: number | null;
  /** Whether the first item is the first of all. */
  readonly fromBeginning: boolean;
}

/** What the items of a timeline look like as rows: grouped by author, days marked, room events gathered. */
export function timelineRows(items: readonly TimelineItem[], options: RowOptions): readonly TimelineRow[] {
  const rows: TimelineRow[] = options.fromBeginning ? [{ kind: "intro", key: "intro", newLine: false }] : [];
  let lineDue = lineIsInView(items, options.newAfter);
  let day = "";
  for (const item of items) {
    const at = itemTime(item);
    const startsDay = dayKey(at) !== day;
    day = dayKey(at);
    const newLine = lineDue && isNews(item, options);
    if (newLine) lineDue = false;
    const frame = { key: item.key, newLine, ...(startsDay && { day: at }) };
    const above = rows.at(-1);
    const joins = !startsDay && !newLine;
    if (item.kind === "event" && item.event.type !== "message.created") {
      if (joins && above?.kind === "system")
        rows[rows.length - 1] = { ...above, events: [...above.events, item.event] };
      else rows.push({ ...frame, kind: "system", events: [item.event] });
    } else {
      const message = itemMessage(item, options.me);
      rows.push({
        ...frame,
        kind: "message",
        item,
        at,
        ...message,
        startsGroup: !joins || !continues(above, message.author, at),
      });
    }
  }
  return options.fromBeginning ? rows : withoutUncertain(rows);
}

/**
 * Whether the first row begins a group or a day is known only when the page before is there: shown now, it would lose its
 * lines then, and all below it would jump. It is kept back, unless it is all there is or what one came for.
 */
function withoutUncertain(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  return rows.length > 1 && rows[0]?.newLine === false ? rows.slice(1) : rows;
}

/** The highest seq a row holds; undefined for an echo. */
export function rowSeq(row: TimelineRow): number | undefined {
  if (row.kind === "system") return row.events.at(-1)?.seq;
  return row.kind === "message" && row.item.kind === "event" ? row.item.event.seq : undefined;
}

/** Where the first unread message is not loaded, the first loaded one must not look like it. */
function lineIsInView(items: readonly TimelineItem[], newAfter: number | null): boolean {
  const first = items[0];
  return newAfter !== null && first?.kind === "event" && first.event.seq <= newAfter + 1;
}

function itemTime(item: TimelineItem): number {
  return item.kind === "echo" ? item.at : Date.parse(item.event.at);
}

function itemMessage(item: TimelineItem, me: User): { author: User; body: string } {
  if (item.kind === "echo") return { author: me, body: item.body };
  const event = item.event as MessageCreated;
  return { author: event.sender, body: event.body };
}

function isNews(item: TimelineItem, { me, newAfter }: RowOptions): boolean {
  if (item.kind === "echo" || item.event.type !== "message.created") return false;
  return item.event.seq > (newAfter ?? Infinity) && item.event.sender.id !== me.id;
}

function continues(above: TimelineRow | undefined, author: User, at: number): boolean {
  return above?.kind === "message" && above.author.id === author.id && at - above.at < groupMs;
}
