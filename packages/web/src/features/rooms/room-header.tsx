import type { MyRoom } from "@parley/protocol";
import { useState } from "react";
import { counted } from "../../lib/words.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { InfoIcon, LeaveIcon, MoreIcon, PeopleIcon, TrashIcon } from "../../ui/icons/icons.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { RoomGlyph } from "../../ui/room-glyph.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { commandKey } from "../shell/command-key.ts";
import { DeleteRoomDialog } from "./delete-room-dialog.tsx";
import { LeaveRoomDialog } from "./leave-room-dialog.tsx";
import styles from "./room-header.module.css";
import type { Panel } from "./use-panel.ts";

export function RoomHeader({ mine, panel }: { readonly mine: MyRoom; readonly panel: Panel }) {
  const { room } = mine;
  return (
    <header className={styles["header"]}>
      <BackLink />
      <span className={styles["glyph"]}>
        <RoomGlyph id={room.id} isPrivate={room.visibility === "private"} />
      </span>
      <div className={styles["words"]}>
        <h1 className={styles["name"]}>{room.name}</h1>
        {room.description !== "" && <p className={styles["description"]}>{room.description}</p>}
      </div>
      <IconButton
        label={`Details and ${counted(room.memberCount, "member")}`}
        keys={`${commandKey} .`}
        icon={<PeopleIcon />}
        text={String(room.memberCount)}
        on={panel.open}
        onPress={panel.toggle}
      />
      <RoomMenu mine={mine} panel={panel} />
    </header>
  );
}

function RoomMenu({ mine, panel }: { readonly mine: MyRoom; readonly panel: Panel }) {
  const [dialog, setDialog] = useState<"leave" | "delete">();
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu label="Room" trigger={<IconButton label="More about this room" icon={<MoreIcon />} />}>
        <MenuItem icon={<InfoIcon size={18} />} onAction={panel.toggle}>
          {panel.open ? "Hide details" : "Show details"}
        </MenuItem>
        <MenuItem icon={<LeaveIcon size={18} />} onAction={() => setDialog("leave")}>
          Leave room
        </MenuItem>
        {mine.role === "owner" && (
          <MenuItem danger icon={<TrashIcon size={18} />} onAction={() => setDialog("delete")}>
            Delete room
          </MenuItem>
        )}
      </Menu>
      {dialog === "leave" && <LeaveRoomDialog mine={mine} onClose={close} />}
      {dialog === "delete" && <DeleteRoomDialog mine={mine} onClose={close} />}
    </>
  );
}
