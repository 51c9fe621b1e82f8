import type { Timeline, TimelineState } from "@parley/client";
import type { MyRoom } from "@parley/protocol";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Virtualizer } from "virtua";
import { useMe } from "../accounts/account-context.ts";
import { Announcer } from "./announcer.tsx";
import { JumpToLatest, UnreadAbove } from "./jump-pills.tsx";
import { LoadingOlder } from "./loading-older.tsx";
import styles from "./message-list.module.css";
import { Row } from "./row.tsx";
import { timelineRows } from "./timeline-row.ts";
import { useListSteps } from "./use-list-steps.ts";
import { useReading } from "./use-reading.ts";
import { useRowFocus } from "./use-row-focus.ts";
import { useScrolling } from "./use-scrolling.ts";

export interface MessageListProps {
  readonly mine: MyRoom;
  readonly timeline: Timeline;
  readonly state: TimelineState;
}

/** What was said, as a list that draws only what is in view. */
export function MessageList({ mine, timeline, state }: MessageListProps) {
  const me = useMe();
  const [atBottom, setAtBottom] = useState(false);
  const { newAfter, markAllRead } = useReading(mine, state, atBottom);
  const wanted = useMemo(
    () => timelineRows(state.items, { me, newAfter, fromBeginning: !state.hasOlder }),
    [state.items, state.hasOlder, me, newAfter],
  );
  const { rows, shift } = useListSteps(wanted);
  const loading = useLoading(timeline, state);
  const { list, scroller, settled, onScroll, onResize, stickToEnd, showSeq } = useScrolling({
    rows,
    hasNewer: state.hasNewer,
    onBottom: setAtBottom,
    ...loading,
  });
  const focus = useRowFocus(rows, list, scroller);
  useOwnMessageShown(state, stickToEnd);

  async function toLatest() {
    if (state.hasNewer) await timeline.jumpToLatest();
    stickToEnd();
  }

  async function toUnread() {
    if (newAfter === null) return;
    await timeline.jumpTo(newAfter + 1);
    showSeq(newAfter + 1);
  }

  const first = state.items[0];
  const lineAbove = newAfter !== null && state.hasOlder && first?.kind === "event" && first.event.seq > newAfter + 1;

  return (
    <div className={styles["frame"]} data-region>
      <div ref={scroller} className={styles["scroller"]} onScroll={onScroll}>
        <div className={styles["filler"]} />
        {/* The rows take the focus; the list hears their keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div role="list" aria-label={`Messages in ${mine.room.name}`} onKeyDown={focus.onKeyDown}>
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            data={rows}
            shift={shift}
            keepMounted={focus.keepMounted}
            onResize={onResize}
          >
            {(row, index) => (
              <Row
                key={row.key}
                row={row}
                mine={mine}
                timeline={timeline}
                newestSeq={state.seq}
                active={index === focus.active}
                onFocus={focus.onRowFocus}
              />
            )}
          </Virtualizer>
        </div>
      </div>
      <LoadingOlder state={state} onRetry={() => void timeline.loadOlder()} />
      {lineAbove && <UnreadAbove count={mine.unread} onJump={() => void toUnread()} onDismiss={markAllRead} />}
      {(!atBottom || state.hasNewer) && settled && <JumpToLatest unread={mine.unread} onJump={() => void toLatest()} />}
      <Announcer items={state.items} />
    </div>
  );
}

/** Asks for the next page at either end, unless it is on its way or the last try failed. */
function useLoading(timeline: Timeline, state: TimelineState) {
  const { hasOlder, hasNewer, loadingOlder, loadingNewer, error } = state;
  const onNearTop = useCallback(() => {
    if (hasOlder && !loadingOlder && error === undefined) void timeline.loadOlder();
  }, [timeline, hasOlder, loadingOlder, error]);
  const onNearBottom = useCallback(() => {
    if (hasNewer && !loadingNewer && error === undefined) void timeline.loadNewer();
  }, [timeline, hasNewer, loadingNewer, error]);
  return { onNearTop, onNearBottom };
}

/** Whoever writes wants to see it, wherever they were. */
function useOwnMessageShown(state: TimelineState, stickToEnd: () => void) {
  const last = state.items.at(-1);
  const echoKey = last?.kind === "echo" ? last.key : undefined;
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (echoKey === undefined || echoKey === shown.current) return;
    shown.current = echoKey;
    stickToEnd();
  }, [echoKey, stickToEnd]);
}
