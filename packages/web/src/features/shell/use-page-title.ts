import { useEffect } from "react";
import { useClient } from "../connection/client-context.ts";
import { useLive } from "../connection/use-live.ts";
import { pageTitle } from "./page-title.ts";

/** Names the browser's tab after the screen, with the number of unread messages in front. */
export function usePageTitle(screen: string): void {
  const { rooms } = useLive(useClient().rooms);
  const unread = rooms.reduce((sum, room) => sum + room.unread, 0);
  useEffect(() => {
    document.title = pageTitle(screen, unread);
  }, [screen, unread]);
}
