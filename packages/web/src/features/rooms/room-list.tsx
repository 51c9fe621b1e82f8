import type { MyRoom } from "@parley/protocol";
import { shortWhen } from "../../lib/clock-time.ts";
import { atMost, counted } from "../../lib/words.ts";
import { links } from "../../links.ts";
import { Link, usePath } from "../../router.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { HiddenText } from "../../ui/hidden-text.tsx";
import { HashIcon, LockIcon } from "../../ui/icons/icons.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RoomGlyph } from "../../ui/room-glyph.tsx";
import { oneColumn, useMedia } from "../../ui/use-media.ts";
import { useMe } from "../accounts/account-context.ts";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { useLive } from "../connection/use-live.ts";
import { useNow } from "../connection/use-now.ts";
import { useOpenDialog } from "../shell/dialogs-context.ts";
import { currentRoomId } from "./current-room.ts";
import { RoomListSkeleton } from "./room-list-skeleton.tsx";
import styles from "./room-list.module.css";

export function RoomList() {
  const list = useClient().rooms;
  const { status, rooms, error } = useLive(list);
  const current = currentRoomId(usePath());
  const now = useNow(60_000);
  if (status === "loading") return <RoomListSkeleton />;
  if (status === "error" && rooms.length === 0) {
    return (
      <Notice
        look="danger"
        action={
          <Button size="small" onPress={() => void list.refresh()}>
            Try again
          </Button>
        }
      >
        {errorWords(error)}
      </Notice>
    );
  }
  if (rooms.length === 0) return <NoRooms />;
  return (
    <ul className={styles["list"]}>
      {rooms.map((mine) => (
        <RoomLink key={mine.room.id} mine={mine} current={mine.room.id === current} now={now} />
      ))}
    </ul>
  );
}

function NoRooms() {
  const open = useOpenDialog();
  return (
    <div className={styles["none"]}>
      <p>You are in no room yet. Join one from the directory, or start your own.</p>
      <Button size="small" onPress={() => open("create-room")}>
        Create a room
      </Button>
    </div>
  );
}

interface RoomLinkProps {
  readonly mine: MyRoom;
  readonly current: boolean;
  readonly now: number;
}

function RoomLink({ mine, current, now }: RoomLinkProps) {
  const { room, unread } = mine;
  const preview = useMedia(oneColumn);
  const isPrivate = room.visibility === "private";
  const Icon = isPrivate ? LockIcon : HashIcon;
  return (
    <li>
      <Link
        to={links.room(room.id)}
        className={styles["room"]}
        data-unread={unread > 0 || undefined}
        aria-current={current ? "page" : undefined}
      >
        {preview ? (
          <span className={styles["glyph"]}>
            <RoomGlyph id={room.id} isPrivate={isPrivate} size="large" />
          </span>
        ) : (
          <Icon size={18} className={styles["icon"]} />
        )}
        <span className={styles["name"]}>{room.name}</span>
        {preview && <Preview mine={mine} now={now} />}
        {unread > 0 && (
          <span className={styles["count"]}>
            <Badge look="count">
              <span aria-hidden="true">{atMost(unread, 99)}</span>
            </Badge>
            <HiddenText>, {counted(unread, "unread message")}</HiddenText>
          </span>
        )}
      </Link>
    </li>
  );
}

/** The newest message, drawn where the list has the whole screen. Not part of the link's name. */
function Preview({ mine, now }: { readonly mine: MyRoom; readonly now: number }) {
  const me = useMe();
  const event = mine.lastEvent;
  const words =
    event?.type === "message.created"
      ? `${event.sender.id === me.id ? "You" : event.sender.displayName}: ${event.body}`
      : mine.room.description || "No messages yet";
  return (
    <>
      <span className={styles["preview"]} aria-hidden="true">
        {words}
      </span>
      <span className={styles["when"]} aria-hidden="true">
        {shortWhen(Date.parse(mine.lastActivityAt), now)}
      </span>
    </>
  );
}
