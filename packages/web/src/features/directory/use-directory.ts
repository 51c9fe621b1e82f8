import type { DirectoryRoom, Room } from "@parley/protocol";
import { useState } from "react";
import { useClient } from "../connection/client-context.ts";
import { useAnswer } from "../connection/use-answer.ts";

interface Page {
  readonly rooms: readonly DirectoryRoom[];
  readonly nextCursor?: string;
}

/** The rooms that fit a search, page after page. */
export function useDirectory(query: string, category: Room["category"] | undefined) {
  const client = useClient();
  const key = `${category ?? ""} ${query}`;
  const [more, setMore] = useState<Page & { readonly key: string }>({ key, rooms: [] });
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<unknown>();
  const filter = { ...(query !== "" && { query }), ...(category !== undefined && { category }) };
  const first = useAnswer(key, (signal) => client.call("rooms.list", { ...filter, limit: 30 }, { signal }));

  const later = more.key === key && more.rooms.length > 0 ? more : undefined;
  const nextCursor = later === undefined ? first.answer?.nextCursor : later.nextCursor;

  async function loadMore() {
    if (nextCursor === undefined || loadingMore) return;
    setLoadingMore(true);
    setMoreError(undefined);
    try {
      const page: Page = await client.call("rooms.list", { ...filter, limit: 30, cursor: nextCursor });
      setMore({ ...page, key, rooms: [...(later?.rooms ?? []), ...page.rooms] });
    } catch (error) {
      setMoreError(error);
    }
    setLoadingMore(false);
  }

  return {
    /** Undefined while the first page is on its way. */
    rooms: first.answer === undefined ? undefined : [...first.answer.rooms, ...(later?.rooms ?? [])],
    error: first.error ?? moreError,
    ask: first.ask,
    hasMore: nextCursor !== undefined,
    loadingMore,
    loadMore,
  };
}
