import type { Room } from "@parley/protocol";
import { useState } from "react";
import { counted } from "../../lib/words.ts";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckIcon } from "../../ui/icons/icons.tsx";
import { RoomGlyph } from "../../ui/room-glyph.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { categoryName } from "../rooms/room-categories.ts";
import styles from "./directory-results.module.css";

export function DirectoryCard({ room, joined }: { readonly room: Room; readonly joined: boolean }) {
  const { rooms } = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function join() {
    setBusy(true);
    setError(undefined);
    try {
      await rooms.join(room.id);
      navigate(links.room(room.id));
    } catch (thrown) {
      setError(errorWords(thrown));
      setBusy(false);
    }
  }

  return (
    <li className={styles["card"]}>
      <span className={styles["glyph"]}>
        <RoomGlyph id={room.id} isPrivate={room.visibility === "private"} size="large" />
      </span>
      <h2 className={styles["name"]} title={room.name}>
        {room.name}
      </h2>
      <p className={styles["facts"]}>
        {categoryName(room.category)} · {counted(room.memberCount, "member")}
      </p>
      <div className={styles["action"]}>
        {joined ? (
          <Button
            size="small"
            icon={<CheckIcon size={16} />}
            aria-label={`Open ${room.name}, which you have joined`}
            onPress={() => navigate(links.room(room.id))}
          >
            Open
          </Button>
        ) : (
          <Button size="small" look="soft" aria-label={`Join ${room.name}`} busy={busy} onPress={() => void join()}>
            Join
          </Button>
        )}
      </div>
      {room.description !== "" && <p className={styles["description"]}>{room.description}</p>}
      {error !== undefined && (
        <p className={styles["error"]} role="alert">
          {error}
        </p>
      )}
    </li>
  );
}
