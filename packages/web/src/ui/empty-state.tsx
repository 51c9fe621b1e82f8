import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

export interface EmptyStateProps {
  readonly picture?: ReactNode;
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** What stands where nothing is yet: says why, and what to do. */
export function EmptyState({ picture, title, actions, children }: EmptyStateProps) {
  return (
    <div className={styles["empty"]}>
      {picture !== undefined && <div className={styles["picture"]}>{picture}</div>}
      <h2 className={styles["title"]}>{title}</h2>
      {children !== undefined && <div className={styles["words"]}>{children}</div>}
      {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
    </div>
  );
}
