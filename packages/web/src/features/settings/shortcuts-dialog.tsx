import { Dialog } from "../../ui/dialog.tsx";
import { Key } from "../../ui/key.tsx";
import { commandKey, optionKey } from "../shell/command-key.ts";
import styles from "./shortcuts-dialog.module.css";

const shortcuts: readonly { readonly does: string; readonly keys: readonly string[] }[] = [
  { does: "Jump to a room", keys: [commandKey, "K"] },
  { does: "Previous or next room", keys: [optionKey, "↑ ↓"] },
  { does: "Previous or next unread room", keys: [optionKey, "Shift", "↑ ↓"] },
  { does: "Show or hide the room's details", keys: [commandKey, "."] },
  { does: "Next part of the window", keys: ["F6"] },
  { does: "Send the message", keys: ["Enter"] },
  { does: "New line in a message", keys: ["Shift", "Enter"] },
  { does: "Mark the room as read", keys: ["Esc"] },
  { does: "Go through the messages", keys: ["↑ ↓"] },
  { does: "Show this list", keys: [commandKey, "/"] },
];

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className={styles["list"]}>
        {shortcuts.map(({ does, keys }) => (
          <div key={does} className={styles["row"]}>
            <dt>{does}</dt>
            <dd className={styles["keys"]}>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
