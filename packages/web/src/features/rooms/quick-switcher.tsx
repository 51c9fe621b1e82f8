import { useMemo, useState, type KeyboardEvent } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { atMost, counted } from "../../lib/words.ts";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Badge } from "../../ui/badge.tsx";
import { HashIcon, LockIcon, SearchIcon } from "../../ui/icons/icons.tsx";
import { Key } from "../../ui/key.tsx";
import { useClient } from "../connection/client-context.ts";
import { useLive } from "../connection/use-live.ts";
import styles from "./quick-switcher.module.css";
import { findRooms } from "./find-rooms.ts";

const listId = "quick-switcher-rooms";
const optionId = (index: number) => `${listId}-${index}`;

/** Type a few letters of a room's name, press Enter, be there. */
export function QuickSwitcher({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalOverlay className={styles["scrim"] ?? ""} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={styles["modal"] ?? ""}>
        <AriaDialog aria-label="Jump to a room" className={styles["dialog"] ?? ""}>
          <RoomPicker onClose={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function RoomPicker({ onClose }: { readonly onClose: () => void }) {
  const { rooms } = useLive(useClient().rooms);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useMemo(() => findRooms(rooms, query), [rooms, query]);

  function go(index: number) {
    const roomId = found[index]?.room.id;
    if (roomId === undefined) return;
    onClose();
    navigate(links.room(roomId));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) setChosen((chosen + step + found.length) % found.length);
    else if (event.key === "Enter") go(chosen);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className={styles["search"]}>
        <SearchIcon className={styles["lens"]} />
        <input
          className={styles["input"]}
          role="combobox"
          aria-label="Room name"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? optionId(chosen) : undefined}
          placeholder="Jump to a room"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Key>Esc</Key>
      </div>
      <div id={listId} role="listbox" aria-label="Rooms" className={styles["list"]}>
        {found.map(({ room, unread }, index) => (
          <button
            key={room.id}
            id={optionId(index)}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles["option"]}
            ref={index === chosen ? scrollToRow : null}
            onClick={() => go(index)}
            onPointerMove={() => setChosen(index)}
          >
            {room.visibility === "private" ? <LockIcon size={18} /> : <HashIcon size={18} />}
            <span className={styles["name"]}>{room.name}</span>
            {unread > 0 && <Badge look="count">{atMost(unread, 99)}</Badge>}
          </button>
        ))}
      </div>
      <p className={styles["none"]} role="status">
        {found.length === 0 ? (
          "None of your rooms is called that."
        ) : (
          <span className={styles["tally"]}>{counted(found.length, "room")}</span>
        )}
      </p>
    </>
  );
}

function scrollToRow(row: HTMLElement | null) {
  row?.scrollIntoView({ block: "nearest" });
}
