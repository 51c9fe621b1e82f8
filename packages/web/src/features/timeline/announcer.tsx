import type { TimelineItem } from "@parley/client";
import type { MessageCreated } from "@parley/protocol";
import { useState } from "react";
import { HiddenText } from "../../ui/hidden-text.tsx";
import { useMe } from "../accounts/account-context.ts";
import { lastSeq } from "./last-seq.ts";

/** So many messages are read out at most when several come at once. */
const announced = 5;

/** Reads out what others write while the room is open, and nothing else: no history, no times, no repetitions. */
export function Announcer({ items }: { readonly items: readonly TimelineItem[] }) {
  const me = useMe();
  const newest = lastSeq(items);
  const [heard, setHeard] = useState({ seq: newest, messages: [] as readonly MessageCreated[] });
  if (newest !== heard.seq) {
    // A jump or a newly loaded page is history; live messages follow on what was there.
    const follows = heard.seq > 0 && items.some((item) => item.kind === "event" && item.event.seq === heard.seq);
    const fresh = follows ? items.flatMap((item) => newMessage(item, heard.seq, me.id)) : [];
    setHeard({ seq: newest, messages: [...heard.messages, ...fresh].slice(-announced) });
  }
  return (
    <HiddenText>
      <span role="log" aria-live="polite" aria-label="New messages">
        {heard.messages.map((message) => (
          <span key={message.seq}>
            {message.sender.displayName}: {message.body}{" "}
          </span>
        ))}
      </span>
    </HiddenText>
  );
}

function newMessage(item: TimelineItem, after: number, myId: string): MessageCreated[] {
  if (item.kind === "echo" || item.event.type !== "message.created") return [];
  return item.event.seq > after && item.event.sender.id !== myId ? [item.event] : [];
}
