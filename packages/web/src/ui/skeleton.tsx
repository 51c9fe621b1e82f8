import styles from "./skeleton.module.css";
import { classNames } from "./class-names.ts";

export interface SkeletonProps {
  readonly shape?: "line" | "square";
  /** In rem. */
  readonly width: number;
  readonly height?: number;
}

/** The place of something that is being loaded, in its size. */
export function Skeleton({ shape = "line", width, height = 0.75 }: SkeletonProps) {
  return (
    <span
      className={classNames(styles["skeleton"], styles[shape])}
      style={{ inlineSize: `${width}rem`, blockSize: `${height}rem` }}
      aria-hidden="true"
    />
  );
}
