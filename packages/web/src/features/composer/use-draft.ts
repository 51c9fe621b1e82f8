import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useMe } from "../accounts/account-context.ts";
import { storedDrafts } from "./drafts.ts";

/** Writing to storage at each key would be felt on slow devices. */
const settleMs = 300;

/** The text being written in a room. It is there again after a visit elsewhere and after a reload. */
export function useDraft(roomId: string): readonly [string, (text: string) => void] {
  const { id } = useMe();
  const drafts = useMemo(() => storedDrafts(localStorage, id), [id]);
  const [text, setText] = useState(() => drafts.read(roomId));
  const unsaved = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current !== undefined) drafts.write(roomId, unsaved.current);
    unsaved.current = undefined;
  }, [drafts, roomId]);

  useEffect(() => {
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, [save]);

  const change = useCallback(
    (next: string) => {
      setText(next);
      clearTimeout(timer.current);
      unsaved.current = next;
      // A sent message must not be found in the box again, whatever happens next.
      if (next === "") save();
      else timer.current = setTimeout(save, settleMs);
    },
    [save],
  );
  return [text, change];
}
