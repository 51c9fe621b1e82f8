import type { TimelineState } from "@parley/client";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { errorWords } from "../connection/error-words.ts";
import styles from "./loading-older.module.css";

/** Floats over the list, so that nothing in it moves. */
export function LoadingOlder({ state, onRetry }: { readonly state: TimelineState; readonly onRetry: () => void }) {
  return (
    <div className={styles["place"]} role="status">
      {state.loadingOlder && (
        <span className={styles["loading"]}>
          <Spinner /> Loading earlier messages
        </span>
      )}
      {!state.loadingOlder && state.hasOlder && state.error !== undefined && (
        <span className={styles["failed"]}>
          {errorWords(state.error)}
          <Button look="link" size="small" onPress={onRetry}>
            Try again
          </Button>
        </span>
      )}
    </div>
  );
}
