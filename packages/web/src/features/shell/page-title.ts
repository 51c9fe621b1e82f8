import { atMost } from "../../lib/words.ts";

/** `(3) Reading group · Parley` */
export function pageTitle(screen: string, unread: number): string {
  return `${unread > 0 ? `(${atMost(unread, 99)}) ` : ""}${screen} · Parley`;
}
