import type { ReactNode } from "react";
import { Header } from "react-aria-components/Header";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import { CheckIcon } from "./icons/icons.tsx";
import { classNames } from "./class-names.ts";
import styles from "./menu.module.css";

export interface MenuProps {
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly placement?: "bottom end" | "bottom start" | "top start";
  readonly children: ReactNode;
}

export function Menu({ label, trigger, placement = "bottom end", children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles["popover"] ?? ""} placement={placement} offset={6}>
        <AriaMenu className={styles["menu"] ?? ""} aria-label={label}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly onAction: () => void;
  readonly children: string;
}

export function MenuItem({ icon, danger, onAction, children }: MenuItemProps) {
  return (
    <AriaMenuItem
      className={classNames(styles["item"], danger && styles["danger"])}
      onAction={onAction}
      textValue={children}
    >
      {icon}
      <span className={styles["label"]}>{children}</span>
    </AriaMenuItem>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly title: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, inside a menu. */
export function MenuChoice<Value extends string>({ title, value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <AriaMenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys !== "all" && keys.has(option.value));
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Header className={styles["title"] ?? ""}>{title}</Header>
      {options.map((option) => (
        <AriaMenuItem key={option.value} id={option.value} className={styles["item"] ?? ""} textValue={option.label}>
          {option.icon}
          <span className={styles["label"]}>{option.label}</span>
          <CheckIcon size={18} className={styles["check"]} />
        </AriaMenuItem>
      ))}
    </AriaMenuSection>
  );
}

export function MenuRule() {
  return <Separator className={styles["rule"] ?? ""} />;
}
