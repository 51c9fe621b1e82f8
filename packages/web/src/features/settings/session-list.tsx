import type { Session } from "@parley/protocol";
import { useCallback, useState } from "react";
import { dateAndTime } from "../../lib/clock-time.ts";
import { deviceName } from "../../lib/device-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { HiddenText } from "../../ui/hidden-text.tsx";
import { DeviceIcon } from "../../ui/icons/icons.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { useAnswer } from "../connection/use-answer.ts";
import styles from "./session-list.module.css";

export function SessionList() {
  const client = useClient();
  const { answer, error, ask } = useAnswer(
    useCallback((signal: AbortSignal) => client.call("sessions.list", {}, { signal }), [client]),
  );
  const [ending, setEnding] = useState<Session>();

  async function end(session: Session) {
    try {
      await client.call("sessions.end", { sessionId: session.id });
      ask();
      return undefined;
    } catch (thrown) {
      return errorWords(thrown);
    }
  }

  if (error !== undefined) {
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
  if (answer === undefined) return <SessionSkeleton />;
  return (
    <>
      <ul className={styles["list"]}>
        {answer.sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
        ))}
      </ul>
      {ending !== undefined && (
        <ConfirmDialog
          title="End this session?"
          action="End session"
          onConfirm={() => end(ending)}
          onClose={() => setEnding(undefined)}
        >
          {deviceName(ending.client)} will be signed out at once.
        </ConfirmDialog>
      )}
    </>
  );
}

function SessionRow({ session, onEnd }: { readonly session: Session; readonly onEnd: () => void }) {
  const device = deviceName(session.client);
  return (
    <li className={styles["session"]}>
      <span className={styles["icon"]}>
        <DeviceIcon />
      </span>
      <div className={styles["words"]}>
        <span className={styles["device"]}>
          {device} {session.current && <Badge>This device</Badge>}
        </span>
        <span className={styles["detail"]}>
          {session.address} · last used {dateAndTime(Date.parse(session.lastUsedAt))} · signed in{" "}
          {dateAndTime(Date.parse(session.createdAt))}
        </span>
      </div>
      {!session.current && (
        <Button size="small" aria-label={`End the session of ${device}`} onPress={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}

function SessionSkeleton() {
  return (
    <div className={styles["list"]} role="status">
      <HiddenText>Loading your sessions</HiddenText>
      {[9, 7].map((width) => (
        <div key={width} className={styles["session"]}>
          <Skeleton shape="square" width={2.5} height={2.5} />
          <div className={styles["words"]}>
            <Skeleton width={width} height={1} />
            <Skeleton width={18} />
          </div>
        </div>
      ))}
    </div>
  );
}
