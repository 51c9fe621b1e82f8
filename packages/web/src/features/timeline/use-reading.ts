import type { TimelineState } from "@parley/client";
import type { MyRoom } from "@parley/protocol";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../connection/client-context.ts";
import { lastSeq } from "./last-seq.ts";
import { useWindowFocus } from "./use-window-focus.ts";

export interface Reading {
  /** The "new" line stands after this seq; null for no line. */
  readonly newAfter: number | null;
  /** Everything is read and the line goes away. */
  readonly markAllRead: () => void;
}

/**
 * Moves my read position when somebody is looking at the end of the room, and says where the "new" line stands: at the
 * position I had when I came, or when I last looked away. It stays while I read, so that I see where I began.
 */
export function useReading(mine: MyRoom, state: TimelineState, atBottom: boolean): Reading {
  const { rooms } = useClient();
  const roomId = mine.room.id;
  const looking = useWindowFocus() && atBottom && !state.hasNewer && state.status === "ready";
  const [newAfter, setNewAfter] = useState(mine.unread > 0 ? mine.readSeq : null);
  const [hadUnread, setHadUnread] = useState(mine.unread > 0);

  if (hadUnread !== mine.unread > 0) {
    setHadUnread(mine.unread > 0);
    if (mine.unread > 0 && !looking) setNewAfter(mine.readSeq);
  }

  const { readSeq } = mine;
  const markRead = useCallback(
    // A failure is no harm: the next message or the next visit says it again.
    (seq: number) => void (seq > readSeq && rooms.markRead(roomId, seq).catch(() => undefined)),
    [rooms, roomId, readSeq],
  );

  // What the room is known to hold may be ahead of what is shown.
  const shownSeq = lastSeq(state.items);
  useEffect(() => {
    if (looking) markRead(shownSeq);
  }, [looking, shownSeq, markRead]);

  const markAllRead = useCallback(() => {
    setNewAfter(null);
    markRead(state.seq);
  }, [markRead, state.seq]);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const elsewhere =
        event.defaultPrevented || event.isComposing || document.querySelector('[role$="dialog"]') !== null;
      if (event.key === "Escape" && !elsewhere) markAllRead();
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [markAllRead]);

  return { newAfter, markAllRead };
}
