import { dayLabel } from "../../lib/day.ts";
import { classNames } from "../../ui/class-names.ts";
import { useNow } from "../connection/use-now.ts";
import styles from "./lines.module.css";

/** Where a day begins; it is also the "new" line when both fall together. */
export function DayLine({ at, isNew }: { readonly at: number; readonly isNew: boolean }) {
  const now = useNow(60_000);
  return (
    <div className={classNames(styles["line"], isNew && styles["new"])}>
      <span className={styles["day"]}>{dayLabel(at, now)}</span>
      {isNew && <span className={styles["word"]}>New</span>}
    </div>
  );
}

export function NewLine() {
  return (
    <div className={classNames(styles["line"], styles["new"])}>
      <span className={styles["word"]}>New</span>
    </div>
  );
}
