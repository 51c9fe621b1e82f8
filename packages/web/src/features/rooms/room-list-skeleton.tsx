import { HiddenText } from "../../ui/hidden-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./room-list.module.css";

const widths = [7, 9.5, 6, 8.5, 5.5, 7.5];

export function RoomListSkeleton() {
  return (
    <div role="status">
      <HiddenText>Loading your rooms</HiddenText>
      {widths.map((width) => (
        <div key={width} className={styles["placeholder"]}>
          <Skeleton shape="square" width={1.125} height={1.125} />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  );
}
