import type { MyRoom } from "@parley/protocol";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { counted } from "../../lib/words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";

export function DeleteRoomDialog({ mine, onClose }: { readonly mine: MyRoom; readonly onClose: () => void }) {
  const client = useClient();
  const { room } = mine;

  async function remove() {
    try {
      await client.rooms.delete(room.id);
      navigate(links.home, { replace: true });
      return undefined;
    } catch (error) {
      return errorWords(error);
    }
  }

  return (
    <ConfirmDialog title={`Delete ${room.name}?`} action="Delete room" onConfirm={remove} onClose={onClose}>
      All that was said here is deleted for {counted(room.memberCount, "member")}, for good.
    </ConfirmDialog>
  );
}
