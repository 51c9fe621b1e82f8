import { useEffect } from "react";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { useClient } from "../connection/client-context.ts";
import { neighbourRoom } from "../rooms/neighbour-room.ts";
import { currentRoomId } from "../rooms/current-room.ts";
import type { DialogName } from "./dialogs-context.ts";
import { focusNextRegion } from "./focus-next-region.ts";

/** The keys that work everywhere. Those of one screen are with that screen. */
export function useShortcuts(open: (dialog: DialogName) => void): void {
  const client = useClient();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || document.querySelector('[role$="dialog"]') !== null) return;
      const act = action(event);
      if (act === undefined) return;
      event.preventDefault();
      act();
    }

    function action(event: KeyboardEvent): (() => void) | undefined {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (command && event.key.toLowerCase() === "k") return () => open("quick-switcher");
      if (command && event.key === "/") return () => open("shortcuts");
      if (event.key === "F6") return () => focusNextRegion(event.shiftKey);
      if (event.altKey && !command && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        return () => goToNeighbour(event.key === "ArrowUp" ? -1 : 1, event.shiftKey);
      }
      return undefined;
    }

    function goToNeighbour(direction: 1 | -1, unreadOnly: boolean) {
      const roomId = neighbourRoom(client.rooms.get().rooms, currentRoomId(location.pathname), direction, unreadOnly);
      if (roomId !== undefined) navigate(links.room(roomId));
    }

    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [client, open]);
}
