import type { CSSProperties } from "react";
import { stableHue } from "../lib/stable-hue.ts";
import { classNames } from "./class-names.ts";
import { HashIcon, LockIcon } from "./icons/icons.tsx";
import styles from "./room-glyph.module.css";

export interface RoomGlyphProps {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly size?: "medium" | "large" | "huge";
}

const iconSizes = { medium: 18, large: 20, huge: 28 };

/** Stands for a room: # for one that is open to all, a lock for one that is not. */
export function RoomGlyph({ id, isPrivate, size = "medium" }: RoomGlyphProps) {
  const colour = { "--hue": stableHue(id) } as CSSProperties;
  const Icon = isPrivate ? LockIcon : HashIcon;
  return (
    <span className={classNames(styles["glyph"], styles[size])} style={colour} aria-hidden="true">
      <Icon size={iconSizes[size]} />
    </span>
  );
}
