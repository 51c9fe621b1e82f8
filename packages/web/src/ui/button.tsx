import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  readonly look?: "primary" | "soft" | "secondary" | "quiet" | "danger" | "link";
  readonly size?: "small" | "medium" | "large";
  readonly wide?: boolean;
  readonly icon?: ReactNode;
  /** Shows that it works, and takes no second press. */
  readonly busy?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "secondary", size = "medium", wide, icon, busy, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(busy !== undefined && { isPending: busy })}
      className={classNames(styles["button"], styles[look], styles[size], wide && styles["wide"])}
    >
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </AriaButton>
  );
}
