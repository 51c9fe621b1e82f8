import { HiddenText } from "../../ui/hidden-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./directory-results.module.css";

export function DirectorySkeleton() {
  return (
    <div role="status" className={styles["grid"]}>
      <HiddenText>Loading rooms</HiddenText>
      {[8, 6, 9, 7, 5.5, 8.5].map((width) => (
        <div key={width} className={styles["card"]}>
          <span className={styles["glyph"]}>
            <Skeleton shape="square" width={2.5} height={2.5} />
          </span>
          <Skeleton width={width} height={1} />
          <Skeleton width={6} />
          <span className={styles["description"]}>
            <Skeleton width={16} />
          </span>
        </div>
      ))}
    </div>
  );
}
