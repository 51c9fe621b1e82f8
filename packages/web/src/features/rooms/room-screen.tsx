import type { MyRoom } from "@parley/protocol";
import { useEffect, useMemo } from "react";
import { Composer } from "../composer/composer.tsx";
import { useClient } from "../connection/client-context.ts";
import { useLive } from "../connection/use-live.ts";
import { SkipLink } from "../../ui/skip-link.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";
import { TimelineSkeleton } from "../timeline/timeline-skeleton.tsx";
import { TimelineView } from "../timeline/timeline-view.tsx";
import { useTimelineStatus } from "../timeline/use-timeline-status.ts";
import { OutsideRoom } from "./outside-room.tsx";
import { RoomHeaderSkeleton } from "./room-header-skeleton.tsx";
import { RoomHeader } from "./room-header.tsx";
import { RoomPanel } from "./room-panel.tsx";
import styles from "./room-screen.module.css";
import { usePanel } from "./use-panel.ts";

/** A room: for its members the conversation, for others what they may know of it. */
export function RoomScreen({ roomId }: { readonly roomId: string }) {
  const { status, rooms } = useLive(useClient().rooms);
  const mine = rooms.find(({ room }) => room.id === roomId);
  if (mine !== undefined) return <Conversation mine={mine} />;
  return status === "loading" ? <ConversationSkeleton /> : <OutsideRoom roomId={roomId} />;
}

function Conversation({ mine }: { readonly mine: MyRoom }) {
  const client = useClient();
  const roomId = mine.room.id;
  const timeline = useMemo(() => client.timeline(roomId), [client, roomId]);
  const gone = useTimelineStatus(timeline) === "gone";
  const panel = usePanel();
  usePageTitle(mine.room.name);
  useEffect(() => {
    timeline.open();
    return () => timeline.close();
  }, [timeline]);
  return (
    <div className={styles["room"]}>
      <div className={styles["conversation"]}>
        <SkipLink to="composer">Skip to the message box</SkipLink>
        <RoomHeader mine={mine} panel={panel} />
        <TimelineView mine={mine} timeline={timeline} />
        {!gone && <Composer room={mine.room} timeline={timeline} />}
      </div>
      {panel.open && <RoomPanel mine={mine} onClose={panel.close} />}
    </div>
  );
}

function ConversationSkeleton() {
  return (
    <>
      <RoomHeaderSkeleton />
      <TimelineSkeleton />
    </>
  );
}
