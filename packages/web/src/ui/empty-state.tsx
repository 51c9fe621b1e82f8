import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

export interface EmptyStateProps {
  readonly picture?: ReactNode;
  readonly title: string;
  /** `h1` where nothing else on the page is its heading. */
  readonly heading?: "h1" | "h2";
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** What stands where nothing is yet: says why, and what to do. */
export function EmptyState({ picture, title, heading: Heading = "h2", actions, children }: EmptyStateProps) {
  return (
    <div className={styles["empty"]}>
      {picture !== undefined && <div className={styles["picture"]}>{picture}</div>}
      <Heading className={styles["title"]}>{title}</Heading>
      {children !== undefined && <div className={styles["words"]}>{children}</div>}
      {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
    </div>
  );
}
