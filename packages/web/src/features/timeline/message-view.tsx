import type { Timeline } from "@parley/client";
import { clockTime, fullTime } from "../../lib/clock-time.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { classNames } from "../../ui/class-names.ts";
import { EchoStatus } from "./echo-status.tsx";
import { MessageText } from "./message-text.tsx";
import styles from "./message-view.module.css";
import type { RowElement } from "./row.tsx";
import type { MessageRow } from "./timeline-row.ts";

export interface MessageViewProps {
  readonly frame: RowElement;
  readonly row: MessageRow;
  readonly timeline: Timeline;
  readonly newestSeq: number;
  readonly active: boolean;
}

export function MessageView({ frame, row, timeline, newestSeq, active }: MessageViewProps) {
  const { item, author, at, startsGroup, body } = row;
  const echo = item.kind === "echo" ? item : undefined;
  const place =
    item.kind === "event"
      ? { "aria-posinset": item.event.seq, "aria-setsize": Math.max(newestSeq, item.event.seq) }
      : {};
  return (
    <div
      {...frame}
      {...place}
      role="listitem"
      aria-label={`${author.displayName}, ${clockTime(at)}: ${body}${echo === undefined ? "" : `. ${echoWords[echo.state]}`}`}
      className={classNames(styles["message"], startsGroup && styles["first"])}
      data-state={echo?.state}
    >
      <div className={styles["gutter"]}>
        {startsGroup ? (
          <Avatar id={author.id} name={author.displayName} />
        ) : (
          <Time at={at} className={styles["sideTime"]} />
        )}
      </div>
      <div className={styles["content"]}>
        {startsGroup && (
          <div className={styles["head"]}>
            <span className={styles["author"]}>{author.displayName}</span>
            <Time at={at} className={styles["time"]} />
          </div>
        )}
        <MessageText body={body} focusable={active} />
        {echo !== undefined && <EchoStatus echo={echo} timeline={timeline} />}
      </div>
    </div>
  );
}

const echoWords = { queued: "Waiting for the connection", sending: "Sending", failed: "Not sent" };

function Time({ at, className }: { readonly at: number; readonly className: string | undefined }) {
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {clockTime(at)}
    </time>
  );
}
