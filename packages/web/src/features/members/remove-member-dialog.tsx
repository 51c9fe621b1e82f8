import type { Member, Room } from "@parley/protocol";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";

export interface RemoveMemberDialogProps {
  readonly room: Room;
  readonly member: Member;
  readonly onClose: () => void;
}

export function RemoveMemberDialog({ room, member: { user }, onClose }: RemoveMemberDialogProps) {
  const client = useClient();

  async function remove() {
    try {
      await client.call("rooms.removeMember", { roomId: room.id, userId: user.id });
      return undefined;
    } catch (error) {
      return errorWords(error);
    }
  }

  return (
    <ConfirmDialog title={`Remove ${user.displayName}?`} action="Remove" onConfirm={remove} onClose={onClose}>
      {room.visibility === "private"
        ? "They will no longer see this room."
        : "They will no longer read or write here, but may join this public room again."}
    </ConfirmDialog>
  );
}
