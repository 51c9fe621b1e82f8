import type { Timeline, TimelineEchoItem } from "@parley/client";
import { Button } from "../../ui/button.tsx";
import { AlertIcon, ClockIcon } from "../../ui/icons/icons.tsx";
import { errorWords } from "../connection/error-words.ts";
import styles from "./echo-status.module.css";

/** What became of a message that is not in the room yet. */
export function EchoStatus({ echo, timeline }: { readonly echo: TimelineEchoItem; readonly timeline: Timeline }) {
  if (echo.state === "failed") {
    return (
      <div className={styles["failed"]} role="alert">
        <AlertIcon size={16} />
        <span>Not sent. {echo.error !== undefined && errorWords(echo.error)}</span>
        <Button look="link" size="small" onPress={() => timeline.retry(echo.clientId)}>
          Send again
        </Button>
        <Button look="link" size="small" onPress={() => timeline.discard(echo.clientId)}>
          Discard
        </Button>
      </div>
    );
  }
  return (
    <div className={styles["pending"]} data-state={echo.state}>
      <ClockIcon size={14} />
      {echo.state === "queued" ? "Waiting for the connection" : "Sending…"}
    </div>
  );
}
