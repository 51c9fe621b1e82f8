import type { CSSProperties } from "react";
import { initials } from "../lib/initials.ts";
import { stableHue } from "../lib/stable-hue.ts";
import styles from "./avatar.module.css";
import { classNames } from "./class-names.ts";

export interface AvatarProps {
  /** Decides the colour. */
  readonly id: string;
  readonly name: string;
  readonly size?: "small" | "medium" | "large";
}

/** A person's initials on their colour. Decoration: the name stands beside it. */
export function Avatar({ id, name, size = "medium" }: AvatarProps) {
  const colour = { "--hue": stableHue(id) } as CSSProperties;
  return (
    <span className={classNames(styles["avatar"], styles[size])} style={colour} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
