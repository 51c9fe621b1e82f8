import styles from "./skip-link.module.css";

/** A way past what comes before, for people who go through the page by keyboard; seen only when it has the focus. */
export function SkipLink({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <a href={`#${to}`} className={styles["skip"]}>
      {children}
    </a>
  );
}
