import type { ReactNode } from "react";
import styles from "./hidden-text.module.css";

/** For the ear only. */
export function HiddenText({ children }: { readonly children: ReactNode }) {
  return <span className={styles["hidden"]}>{children}</span>;
}
