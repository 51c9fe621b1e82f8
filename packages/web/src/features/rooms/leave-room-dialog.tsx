import type { MyRoom } from "@parley/protocol";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";

export function LeaveRoomDialog({ mine, onClose }: { readonly mine: MyRoom; readonly onClose: () => void }) {
  const { rooms } = useClient();
  const { room, role } = mine;

  async function leave() {
    try {
      await rooms.leave(room.id);
      navigate(links.home, { replace: true });
      return undefined;
    } catch (error) {
      return errorWords(error);
    }
  }

  return (
    <ConfirmDialog title={`Leave ${room.name}?`} action="Leave room" onConfirm={leave} onClose={onClose}>
      {consequence(room.visibility === "private", role === "owner", room.memberCount)}
    </ConfirmDialog>
  );
}

function consequence(isPrivate: boolean, isOwner: boolean, memberCount: number): string {
  if (memberCount <= 1) return "You are the last one here: the room and all that was said in it will be deleted.";
  const back = isPrivate ? "You can come back only when an owner adds you again." : "You can join again at any time.";
  return isOwner ? `${back} If you are its only owner, the member who has been here longest becomes owner.` : back;
}
