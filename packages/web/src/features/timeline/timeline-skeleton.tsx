import { HiddenText } from "../../ui/hidden-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./timeline-skeleton.module.css";

const shapes = [
  [7, 24, 17],
  [5.5, 12],
  [8, 30, 26, 9],
  [6, 19],
  [7, 14, 22],
];

/** As high as the messages that will be there. */
export function TimelineSkeleton() {
  return (
    <div className={styles["list"]} role="status">
      <HiddenText>Loading messages</HiddenText>
      {shapes.map(([name = 6, ...lines]) => (
        <div key={lines.join()} className={styles["message"]}>
          <Skeleton shape="square" width={2.25} height={2.25} />
          <div className={styles["lines"]}>
            <Skeleton width={name} height={0.8} />
            {lines.map((width) => (
              <Skeleton key={width} width={width} height={0.8} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
