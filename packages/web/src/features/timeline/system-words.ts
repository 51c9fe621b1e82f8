import type { User } from "@parley/protocol";
import { nameList } from "../../lib/words.ts";
import type { SystemEvent } from "./timeline-row.ts";

/** What happened in the room, as a sentence. */
export function systemWords(event: SystemEvent, me: User): string {
  const name = (user: User) => (user.id === me.id ? "You" : user.displayName);
  switch (event.type) {
    case "room.created":
      return `${name(event.by)} created this room`;
    case "room.deleted":
      return `${name(event.by)} deleted this room`;
    case "member.role_changed":
      return `${name(event.user)} ${event.user.id === me.id ? "are" : "is"} now ${event.role === "owner" ? "an owner" : "a member"}`;
    case "member.joined":
      return event.by === null ? `${name(event.user)} joined` : `${name(event.by)} added ${object(event.user, me)}`;
    case "member.left":
      return event.by === null ? `${name(event.user)} left` : `${name(event.by)} removed ${object(event.user, me)}`;
  }
}

function object(user: User, me: User): string {
  return user.id === me.id ? "you" : user.displayName;
}

/** Many comings and goings in one line: `Ada, Grace, and 3 others joined · Alan left`. */
export function systemSummary(events: readonly SystemEvent[], me: User): string {
  const joined = names(events, "member.joined", me);
  const left = names(events, "member.left", me);
  const others = events.filter((event) => event.type !== "member.joined" && event.type !== "member.left");
  return [
    ...others.map((event) => systemWords(event, me)),
    ...(joined.length > 0 ? [`${nameList(joined)} joined`] : []),
    ...(left.length > 0 ? [`${nameList(left)} left`] : []),
  ].join(" · ");
}

function names(events: readonly SystemEvent[], type: "member.joined" | "member.left", me: User): string[] {
  const users = events.flatMap((event) => (event.type === type ? [event.user] : []));
  return [...new Set(users.map((user) => (user.id === me.id ? "You" : user.displayName)))];
}
