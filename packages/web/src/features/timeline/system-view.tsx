import { useState } from "react";
import { clockTime, fullTime } from "../../lib/clock-time.ts";
import { useMe } from "../accounts/account-context.ts";
import type { RowElement } from "./row.tsx";
import { systemSummary, systemWords } from "./system-words.ts";
import styles from "./system-view.module.css";
import type { SystemEvent, SystemRow } from "./timeline-row.ts";

/** More than this in a row are summed up in one line. */
const foldAbove = 3;

export interface SystemViewProps {
  readonly frame: RowElement;
  readonly row: SystemRow;
  readonly active: boolean;
}

export function SystemView({ frame, row, active }: SystemViewProps) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const folds = row.events.length > foldAbove;
  return (
    <div {...frame} role="listitem" className={styles["system"]}>
      {folds && (
        <div className={styles["line"]}>
          <span className={styles["words"]}>{systemSummary(row.events, me)}</span>
          <button
            type="button"
            className={styles["toggle"]}
            aria-expanded={open}
            tabIndex={active ? 0 : -1}
            onClick={() => setOpen(!open)}
          >
            {open ? "Show less" : "Show all"}
          </button>
        </div>
      )}
      {(!folds || open) && row.events.map((event) => <SystemLine key={event.seq} event={event} />)}
    </div>
  );
}

function SystemLine({ event }: { readonly event: SystemEvent }) {
  const at = Date.parse(event.at);
  return (
    <div className={styles["line"]}>
      <span className={styles["words"]}>{systemWords(event, useMe())}</span>
      <time className={styles["time"]} dateTime={event.at} title={fullTime(at)}>
        {clockTime(at)}
      </time>
    </div>
  );
}
