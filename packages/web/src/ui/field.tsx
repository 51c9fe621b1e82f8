import type { ReactNode } from "react";
import { AlertIcon } from "./icons/icons.tsx";
import styles from "./field.module.css";

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** Says "optional" beside the label. */
  readonly optional?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A label, its control, and what there is to say about it. The control refers to the words by `describedBy(id)`. */
export function Field({ id, label, optional, hint, error, children }: FieldProps) {
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>
        {label}
        {optional && <span className={styles["optional"]}>optional</span>}
      </label>
      {children}
      <div id={noteId(id)} className={styles["note"]}>
        {error !== undefined ? (
          <span className={styles["error"]}>
            <AlertIcon size={16} />
            {error}
          </span>
        ) : (
          hint
        )}
      </div>
    </div>
  );
}

export function noteId(id: string): string {
  return `${id}-note`;
}
