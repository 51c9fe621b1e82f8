import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { HiddenText } from "../../ui/hidden-text.tsx";
import { ChevronIcon, KeyboardIcon, LeaveIcon, SettingsIcon } from "../../ui/icons/icons.tsx";
import { Menu, MenuChoice, MenuItem, MenuRule } from "../../ui/menu.tsx";
import { useTheme } from "../settings/theme.ts";
import { themeOptions } from "../settings/theme-options.tsx";
import { useOpenDialog } from "../shell/dialogs-context.ts";
import { useMe } from "./account-context.ts";
import styles from "./account-menu.module.css";
import { SignOutDialog } from "./sign-out-dialog.tsx";

export function AccountMenu() {
  const me = useMe();
  const open = useOpenDialog();
  const [theme, setTheme] = useTheme();
  const [leaving, setLeaving] = useState(false);
  const trigger = (
    <AriaButton className={styles["button"] ?? ""}>
      <HiddenText>Your account:</HiddenText>
      <Avatar id={me.id} name={me.displayName} />
      <span className={styles["names"]}>
        <span className={styles["name"]}>{me.displayName}</span>
        <span className={styles["username"]}>@{me.username}</span>
      </span>
      <ChevronIcon size={18} className={styles["chevron"]} />
    </AriaButton>
  );
  return (
    <div className={styles["place"]}>
      <Menu label="Your account" trigger={trigger} placement="top start">
        <MenuChoice title="Theme" value={theme} options={themeOptions} onChange={setTheme} />
        <MenuRule />
        <MenuItem icon={<SettingsIcon size={18} />} onAction={() => navigate(links.settings)}>
          Settings and sessions
        </MenuItem>
        <MenuItem icon={<KeyboardIcon size={18} />} onAction={() => open("shortcuts")}>
          Keyboard shortcuts
        </MenuItem>
        <MenuRule />
        <MenuItem icon={<LeaveIcon size={18} />} onAction={() => setLeaving(true)}>
          Sign out
        </MenuItem>
      </Menu>
      {leaving && <SignOutDialog onClose={() => setLeaving(false)} />}
    </div>
  );
}
