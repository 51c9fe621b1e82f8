import { useEffect, useRef, type ReactNode } from "react";
import { BackLink } from "./back-link.tsx";
import styles from "./page.module.css";
import { usePageTitle } from "./use-page-title.ts";

export interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A screen of the main column that is not a room: a heading, and what belongs to it. */
export function Page({ title, lead, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  // Somebody who cannot see the page change hears where they are.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles["page"]}>
      <header className={styles["bar"]}>
        <BackLink />
        <h1 ref={heading} tabIndex={-1} className={styles["title"]}>
          {title}
        </h1>
      </header>
      <div className={styles["scroller"]}>
        <div className={styles["content"]}>
          {lead !== undefined && <p className={styles["lead"]}>{lead}</p>}
          {children}
        </div>
      </div>
    </div>
  );
}
