import { atMost, counted } from "../../lib/words.ts";
import { ArrowDownIcon, ArrowUpIcon, CloseIcon } from "../../ui/icons/icons.tsx";
import styles from "./jump-pills.module.css";

export function JumpToLatest({ unread, onJump }: { readonly unread: number; readonly onJump: () => void }) {
  return (
    <button type="button" className={styles["latest"]} data-unread={unread > 0 || undefined} onClick={onJump}>
      <ArrowDownIcon size={16} />
      {unread > 0 ? `${atMost(unread, 999)} new ${unread === 1 ? "message" : "messages"}` : "Jump to latest"}
    </button>
  );
}

export interface UnreadAboveProps {
  readonly count: number;
  readonly onJump: () => void;
  readonly onDismiss: () => void;
}

/** Says that what is unread begins above what is loaded. */
export function UnreadAbove({ count, onJump, onDismiss }: UnreadAboveProps) {
  return (
    <div className={styles["above"]}>
      <button type="button" className={styles["jump"]} onClick={onJump}>
        <ArrowUpIcon size={16} />
        {count > 0 ? counted(count, "unread message") : "Where you left off"}
      </button>
      <button type="button" className={styles["dismiss"]} aria-label="Mark as read" onClick={onDismiss}>
        <CloseIcon size={16} />
      </button>
    </div>
  );
}
