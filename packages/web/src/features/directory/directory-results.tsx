import type { Room } from "@parley/protocol";
import { counted } from "../../lib/words.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { HiddenText } from "../../ui/hidden-text.tsx";
import { CompassIcon, PlusIcon } from "../../ui/icons/icons.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { useLive } from "../connection/use-live.ts";
import { useOpenDialog } from "../shell/dialogs-context.ts";
import { DirectoryCard } from "./directory-card.tsx";
import styles from "./directory-results.module.css";
import { DirectorySkeleton } from "./directory-skeleton.tsx";
import { useDirectory } from "./use-directory.ts";

export interface DirectoryResultsProps {
  readonly query: string;
  readonly category: Room["category"] | undefined;
}

export function DirectoryResults({ query, category }: DirectoryResultsProps) {
  const { rooms: mine } = useLive(useClient().rooms);
  const { rooms, error, ask, hasMore, loadingMore, loadMore } = useDirectory(query, category);
  const joined = new Set(mine.map(({ room }) => room.id));
  if (rooms === undefined) {
    if (error === undefined) return <DirectorySkeleton />;
    return (
      <Notice
        look="danger"
        action={
          <Button size="small" onPress={ask}>
            Try again
          </Button>
        }
      >
        {errorWords(error)}
      </Notice>
    );
  }
  if (rooms.length === 0) return <NoHits searched={query !== "" || category !== undefined} />;
  return (
    <>
      <ul className={styles["grid"]}>
        {rooms.map(({ room }) => (
          <DirectoryCard key={room.id} room={room} joined={joined.has(room.id)} />
        ))}
      </ul>
      <div role="status">
        <HiddenText>
          {counted(rooms.length, "room")}
          {hasMore && ", and more"}
        </HiddenText>
      </div>
      {error !== undefined && <Notice look="danger">{errorWords(error)}</Notice>}
      {hasMore && (
        <div className={styles["more"]}>
          <Button busy={loadingMore} onPress={() => void loadMore()}>
            Show more rooms
          </Button>
        </div>
      )}
    </>
  );
}

function NoHits({ searched }: { readonly searched: boolean }) {
  const open = useOpenDialog();
  return (
    <div role="status">
      <EmptyState
        picture={<CompassIcon size={28} />}
        title={searched ? "No room fits that" : "There are no public rooms yet"}
        actions={
          <Button icon={<PlusIcon size={18} />} onPress={() => open("create-room")}>
            Create a room
          </Button>
        }
      >
        {searched
          ? "Try fewer letters or another category, or start the room yourself."
          : "Make the first one, and others will find it here."}
      </EmptyState>
    </div>
  );
}
