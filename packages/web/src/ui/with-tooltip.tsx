import type { ReactNode } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import styles from "./with-tooltip.module.css";

export interface WithTooltipProps {
  readonly text: string;
  readonly keys?: string;
  /** A focusable control that has this text as its name already: the tooltip is for the eye. */
  readonly children: ReactNode;
}

export function WithTooltip({ text, keys, children }: WithTooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className={styles["tooltip"] ?? ""} offset={6}>
        {text}
        {keys !== undefined && <kbd className={styles["keys"]}>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
