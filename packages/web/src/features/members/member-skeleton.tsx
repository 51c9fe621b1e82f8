import { HiddenText } from "../../ui/hidden-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./member-list.module.css";

export function MemberSkeleton() {
  return (
    <div role="status">
      <HiddenText>Loading members</HiddenText>
      {[7, 5.5, 8].map((width) => (
        <div key={width} className={styles["member"]}>
          <Skeleton shape="square" width={1.75} height={1.75} />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  );
}
