import type { MyRoom } from "@parley/protocol";
import { useEffect, useRef, type RefObject } from "react";
import { longDate } from "../../lib/clock-time.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { CloseIcon, GlobeIcon, LockIcon } from "../../ui/icons/icons.tsx";
import { Badge } from "../../ui/badge.tsx";
import { MemberList } from "../members/member-list.tsx";
import { categoryName } from "./room-categories.ts";
import styles from "./room-panel.module.css";

/** What there is to know about a room, and who is in it. */
export function RoomPanel({ mine, onClose }: { readonly mine: MyRoom; readonly onClose: () => void }) {
  const { room } = mine;
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel);
  useEscape(panel, onClose);
  return (
    <aside ref={panel} className={styles["panel"]} aria-label="Room details" tabIndex={-1} data-region>
      <header className={styles["header"]}>
        <h2 className={styles["title"]}>Details</h2>
        <IconButton label="Close details" icon={<CloseIcon />} onPress={onClose} />
      </header>
      <div className={styles["scroller"]}>
        <section className={styles["about"]}>
          <h3 className={styles["heading"]}>{room.name}</h3>
          {room.description !== "" && <p className={styles["description"]}>{room.description}</p>}
          <div className={styles["facts"]}>
            <Badge>
              {room.visibility === "private" ? <LockIcon size={12} /> : <GlobeIcon size={12} />}
              {room.visibility === "private" ? "Private" : "Public"}
            </Badge>
            <Badge>{categoryName(room.category)}</Badge>
          </div>
          <p className={styles["created"]}>Created on {longDate(Date.parse(room.createdAt))}</p>
        </section>
        <MemberList mine={mine} />
      </div>
    </aside>
  );
}

/** The focus goes into the panel, and back to where it was. */
function useFocusInside(panel: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel]);
}

function useEscape(panel: RefObject<HTMLElement | null>, onClose: () => void) {
  useEffect(() => {
    const element = panel.current;
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    }
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [panel, onClose]);
}
