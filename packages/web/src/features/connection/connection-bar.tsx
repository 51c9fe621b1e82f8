import type { ConnectionState } from "@parley/client";
import { Button } from "../../ui/button.tsx";
import { OfflineIcon } from "../../ui/icons/icons.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { useClient } from "./client-context.ts";
import styles from "./connection-bar.module.css";
import { connectionWords } from "./connection-words.ts";
import { useLive } from "./use-live.ts";
import { useNow } from "./use-now.ts";

/** Nothing while the connection is live; else one calm line. */
export function ConnectionBar() {
  const state = useLive(useClient().connection);
  return (
    <div className={styles["place"]} role="status">
      {state.name !== "live" && <ConnectionLine state={state} />}
    </div>
  );
}

function ConnectionLine({ state }: { readonly state: ConnectionState }) {
  const words = connectionWords(state, useNow(500));
  if (words === undefined) return null;
  return (
    <div className={styles["bar"]}>
      {state.name === "connecting" || state.name === "authenticating" ? <Spinner /> : <OfflineIcon size={16} />}
      {/* Not read out each second: the countdown is for the eye. */}
      <span aria-live="off">{words.text}</span>
      {words.canRetry && (
        <Button look="link" size="small" onPress={tryNow}>
          Try now
        </Button>
      )}
    </div>
  );
}

/** The client tries at once when the browser says that the network is back; a person may say so as well. */
function tryNow() {
  dispatchEvent(new Event("online"));
}
