import { links } from "../../links.ts";
import { matchRoute } from "../../router.tsx";

/** The room that is looked at; undefined on other screens. */
export function currentRoomId(path: string): string | undefined {
  return matchRoute(links.anyRoom, path)?.["roomId"];
}
