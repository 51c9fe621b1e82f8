import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./badge.module.css";

export function Badge({
  look = "quiet",
  children,
}: {
  readonly look?: "quiet" | "count";
  readonly children: ReactNode;
}) {
  return <span className={classNames(styles["badge"], styles[look])}>{children}</span>;
}
