import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { classNames } from "./class-names.ts";
import styles from "./icon-button.module.css";
import { WithTooltip } from "./with-tooltip.tsx";

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children" | "aria-label"> {
  /** Its name, for the ear and as tooltip. */
  readonly label: string;
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: string;
  readonly icon: ReactNode;
  /** Words beside the icon. */
  readonly text?: string;
  readonly look?: "quiet" | "primary" | "danger";
  readonly on?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, keys, icon, text, look = "quiet", on, ...rest }: IconButtonProps) {
  return (
    <WithTooltip text={label} {...(keys !== undefined && { keys })}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(on !== undefined && { "aria-pressed": on })}
        className={classNames(
          styles["button"],
          styles[look],
          on && styles["on"],
          text !== undefined && styles["texted"],
        )}
      >
        {icon}
        {text !== undefined && <span aria-hidden="true">{text}</span>}
      </AriaButton>
    </WithTooltip>
  );
}
