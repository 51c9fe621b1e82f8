import type { Timeline } from "@parley/client";
import type { MyRoom } from "@parley/protocol";
import { DayLine, NewLine } from "./lines.tsx";
import { MessageView } from "./message-view.tsx";
import { RoomIntro } from "./room-intro.tsx";
import { SystemView } from "./system-view.tsx";
import type { TimelineRow } from "./timeline-row.ts";

export interface RowProps {
  readonly row: TimelineRow;
  readonly mine: MyRoom;
  readonly timeline: Timeline;
  readonly newestSeq: number;
  /** Whether Tab comes to this row. */
  readonly active: boolean;
  readonly onFocus: (key: string) => void;
}

/** One row with the lines that stand above it. They are part of it, so that rows keep their number when lines move. */
export function Row({ row, mine, timeline, newestSeq, active, onFocus }: RowProps) {
  const frame = { "data-row": row.key, tabIndex: active ? 0 : -1, onFocus: () => onFocus(row.key) };
  return (
    <>
      {row.day !== undefined && <DayLine at={row.day} isNew={row.newLine} />}
      {row.newLine && row.day === undefined && <NewLine />}
      {row.kind === "intro" && <RoomIntro frame={frame} mine={mine} />}
      {row.kind === "system" && <SystemView frame={frame} row={row} active={active} />}
      {row.kind === "message" && (
        <MessageView frame={frame} row={row} timeline={timeline} newestSeq={newestSeq} active={active} />
      )}
    </>
  );
}

/** What makes an element a row of the timeline. */
export interface RowElement {
  readonly "data-row": string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
}
