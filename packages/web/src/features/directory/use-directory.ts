import type { DirectoryRoom, Room } from "@parley/protocol";
import { useCallback, useState } from "react";
import { useClient } from "../connection/client-context.ts";
import { useAnswer } from "../connection/use-answer.ts";

const pageSize = 30;

interface Page {
  readonly rooms: readonly DirectoryRoom[];
  readonly nextCursor?: string;
}

/** The pages after the first, and which first page they follow. */
interface LaterPages extends Page {
  readonly after: Page;
}

/** The rooms that fit a search, page after page. */
export function useDirectory(query: string, category: Room["category"] | undefined) {
  const client = useClient();
  const askPage = useCallback(
    (signal?: AbortSignal, cursor?: string): Promise<Page> => {
      const filter = { ...(query !== "" && { query }), ...(category !== undefined && { category }) };
      const input = { ...filter, limit: pageSize, ...(cursor !== undefined && { cursor }) };
      return client.call("rooms.list", input, signal && { signal });
    },
    [client, query, category],
  );
  const { answer: first, error, ask } = useAnswer(askPage);
  const [later, setLater] = useState<LaterPages>();
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<unknown>();

  // Pages that follow another search's first page are not for this one.
  const shownLater = later !== undefined && later.after === first ? later : undefined;
  const nextCursor = (shownLater ?? first)?.nextCursor;

  async function loadMore() {
    if (first === undefined || nextCursor === undefined || loadingMore) return;
    setLoadingMore(true);
    setMoreError(undefined);
    try {
      const page = await askPage(undefined, nextCursor);
      setLater({ ...page, after: first, rooms: [...(shownLater?.rooms ?? []), ...page.rooms] });
    } catch (problem) {
      setMoreError(problem);
    }
    setLoadingMore(false);
  }

  return {
    /** Undefined while the first page is on its way. */
    rooms: first && [...first.rooms, ...(shownLater?.rooms ?? [])],
    error: error ?? moreError,
    ask,
    hasMore: nextCursor !== undefined,
    loadingMore,
    loadMore,
  };
}
