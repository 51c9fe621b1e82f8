import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { AlertIcon, InfoIcon } from "./icons/icons.tsx";
import styles from "./notice.module.css";

export interface NoticeProps {
  readonly look?: "info" | "danger";
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A sentence about what went wrong or is worth knowing; read out when it appears. */
export function Notice({ look = "info", action, children }: NoticeProps) {
  return (
    <div className={classNames(styles["notice"], styles[look])} role={look === "danger" ? "alert" : "status"}>
      {look === "danger" ? <AlertIcon size={18} /> : <InfoIcon size={18} />}
      <div className={styles["words"]}>{children}</div>
      {action}
    </div>
  );
}
