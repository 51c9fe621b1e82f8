import type { ReactNode } from "react";

export interface IconProps {
  readonly size?: number;
  readonly className?: string | undefined;
}

/** Draws on a grid of 20 with one stroke. Icons are decoration: whatever holds one says its name in words. */
export function drawIcon(name: string, drawing: ReactNode) {
  function Icon({ size = 20, className }: IconProps) {
    return (
      <svg
        className={className}
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {drawing}
      </svg>
    );
  }
  Icon.displayName = `${name}Icon`;
  return Icon;
}
