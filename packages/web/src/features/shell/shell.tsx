import type { OwnAccount } from "@parley/protocol";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { links } from "../../links.ts";
import { usePath } from "../../router.tsx";
import { ConnectionBar } from "../connection/connection-bar.tsx";
import { AccountContext } from "../accounts/account-context.ts";
import { oneColumn, useMedia } from "../../ui/use-media.ts";
import { SkipLink } from "../../ui/skip-link.tsx";
import { Sidebar } from "../rooms/sidebar.tsx";
import { DialogsContext, type DialogName } from "./dialogs-context.ts";
import { rescueFocus } from "./rescue-focus.ts";
import styles from "./shell.module.css";
import { useShortcuts } from "./use-shortcuts.ts";

const CreateRoomDialog = lazy(async () => ({
  default: (await import("../rooms/create-room-dialog.tsx")).CreateRoomDialog,
}));
const QuickSwitcher = lazy(async () => ({ default: (await import("../rooms/quick-switcher.tsx")).QuickSwitcher }));
const ShortcutsDialog = lazy(async () => ({
  default: (await import("../settings/shortcuts-dialog.tsx")).ShortcutsDialog,
}));

export interface ShellProps {
  readonly account: OwnAccount;
  /** The screen of the main column. */
  readonly children: ReactNode;
}

/** Everything inside: the rooms at the side, the screen beside them. With little width, one of the two. */
export function Shell({ account, children }: ShellProps) {
  const [dialog, open] = useState<DialogName>();
  // Gone at once, with its hold on the focus: what comes in its place, such as a new room's message box, may take it.
  const close = () => {
    flushSync(() => open(undefined));
    requestAnimationFrame(rescueFocus);
  };
  const path = usePath();
  const listAlone = useMedia(oneColumn) && path === links.home;
  useShortcuts(open);
  return (
    <AccountContext value={account}>
      <DialogsContext value={open}>
        <div className={styles["shell"]} data-column={path === links.home ? "sidebar" : "main"}>
          {!listAlone && <SkipLink to="main">Skip to the main part</SkipLink>}
          <div className={styles["side"]} {...(listAlone && { role: "main" })}>
            <Sidebar alone={listAlone} />
          </div>
          <main id="main" tabIndex={-1} className={styles["main"]}>
            <ConnectionBar />
            <Suspense fallback={<div className={styles["coming"]} role="status" aria-label="Loading" />}>
              {children}
            </Suspense>
          </main>
        </div>
        <Suspense fallback={null}>
          {dialog === "create-room" && <CreateRoomDialog onClose={close} />}
          {dialog === "quick-switcher" && <QuickSwitcher onClose={close} />}
          {dialog === "shortcuts" && <ShortcutsDialog onClose={close} />}
        </Suspense>
      </DialogsContext>
    </AccountContext>
  );
}
