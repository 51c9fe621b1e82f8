import type { Timeline } from "@parley/client";
import type { MyRoom } from "@parley/protocol";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { AlertIcon, LeaveIcon } from "../../ui/icons/icons.tsx";
import { errorWords } from "../connection/error-words.ts";
import { useLive } from "../connection/use-live.ts";
import { MessageList } from "./message-list.tsx";
import { TimelineSkeleton } from "./timeline-skeleton.tsx";
import styles from "./timeline-view.module.css";

/** A room's timeline in whatever state it is. */
export function TimelineView({ mine, timeline }: { readonly mine: MyRoom; readonly timeline: Timeline }) {
  const state = useLive(timeline);
  if (state.status === "loading") return <TimelineSkeleton />;
  if (state.status === "ready") return <MessageList mine={mine} timeline={timeline} state={state} />;
  return (
    <div className={styles["state"]}>
      {state.status === "gone" ? (
        <EmptyState
          picture={<LeaveIcon size={28} />}
          title="You are no longer in this room"
          actions={<Button onPress={() => navigate(links.home)}>To your rooms</Button>}
        >
          It was deleted, or you were taken out of it.
        </EmptyState>
      ) : (
        <EmptyState
          picture={<AlertIcon size={28} />}
          title="The messages could not be loaded"
          actions={<Button onPress={() => void timeline.jumpToLatest()}>Try again</Button>}
        >
          {errorWords(state.error)}
        </EmptyState>
      )}
    </div>
  );
}
