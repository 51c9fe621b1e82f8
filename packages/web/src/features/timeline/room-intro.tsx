import type { MyRoom } from "@parley/protocol";
import { longDate } from "../../lib/clock-time.ts";
import { RoomGlyph } from "../../ui/room-glyph.tsx";
import type { RowElement } from "./row.tsx";
import styles from "./room-intro.module.css";

/** The beginning of a room: what it is, and what to do when nothing is said yet. */
export function RoomIntro({ frame, mine }: { readonly frame: RowElement; readonly mine: MyRoom }) {
  const { room, role, lastEvent } = mine;
  return (
    <div {...frame} role="listitem" className={styles["intro"]}>
      <RoomGlyph id={room.id} isPrivate={room.visibility === "private"} size="huge" />
      <div className={styles["title"]}>{room.name}</div>
      {room.description !== "" && <p className={styles["description"]}>{room.description}</p>}
      <p className={styles["words"]}>
        This is where the room began, on {longDate(Date.parse(room.createdAt))}.
        {lastEvent === null && ` ${hint(role === "owner", room.visibility === "private")}`}
      </p>
    </div>
  );
}

function hint(isOwner: boolean, isPrivate: boolean): string {
  if (isOwner && isPrivate) return "Say hello, and add people from the details on the right.";
  if (isOwner) return "Say hello: people find this room in the directory, and you can add them by username.";
  return "Be the first to say hello.";
}
