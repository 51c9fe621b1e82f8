import { HiddenText } from "../../ui/hidden-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BackLink } from "../shell/back-link.tsx";
import styles from "./room-header.module.css";

export function RoomHeaderSkeleton() {
  return (
    <header className={styles["header"]}>
      <BackLink />
      <Skeleton shape="square" width={2} height={2} />
      <h1 className={styles["words"]}>
        <HiddenText>Loading the room</HiddenText>
        <Skeleton width={9} height={1} />
      </h1>
    </header>
  );
}
