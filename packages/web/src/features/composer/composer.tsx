import type { Timeline } from "@parley/client";
import type { Room } from "@parley/protocol";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { classNames } from "../../ui/class-names.ts";
import { HiddenText } from "../../ui/hidden-text.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { SendIcon } from "../../ui/icons/icons.tsx";
import { errorWords } from "../connection/error-words.ts";
import styles from "./composer.module.css";
import { messageLength } from "./message-length.ts";
import { useDraft } from "./use-draft.ts";
import { useGrowing } from "./use-growing.ts";

/** On a touch keyboard there is no Shift+Enter: there Enter makes a line, and the button sends. */
const touch = matchMedia("(hover: none) and (pointer: coarse)");

export function Composer({ room, timeline }: { readonly room: Room; readonly timeline: Timeline }) {
  const [text, setText] = useDraft(room.id);
  const [error, setError] = useState<string>();
  const box = useGrowing(text);
  const noteId = useId();
  const { sendable, notice } = messageLength(text);
  useEffect(() => {
    if (!touch.matches) box.current?.focus({ preventScroll: true });
  }, [box]);

  function send() {
    if (!sendable) return;
    try {
      timeline.send(text.trim());
      setText("");
      setError(undefined);
    } catch (thrown) {
      setError(errorWords(thrown));
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter also ends a word in an input method; that one is not meant for us.
    const ends = event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing && !touch.matches;
    if (!ends) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className={styles["composer"]}
      data-region
      onSubmit={(event) => {
        event.preventDefault();
        send();
        box.current?.focus();
      }}
    >
      <div className={styles["box"]}>
        <textarea
          ref={box}
          id="composer"
          className={styles["input"]}
          aria-label={`Message ${room.name}`}
          aria-describedby={noteId}
          placeholder={`Message ${room.name}`}
          rows={1}
          autoComplete="off"
          data-region-focus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          label="Send"
          keys="Enter"
          look="primary"
          icon={<SendIcon size={18} />}
          isDisabled={!sendable}
        />
      </div>
      <div
        id={noteId}
        className={classNames(
          styles["note"],
          (error !== undefined || !sendable) && notice !== undefined && styles["bad"],
        )}
      >
        <HiddenText>Enter sends, Shift and Enter make a new line.</HiddenText>
        <span aria-hidden="true" className={styles["hint"]}>
          <b>Enter</b> to send, <b>Shift + Enter</b> for a new line
        </span>
        <span role="status" className={styles["words"]}>
          {error ?? notice}
        </span>
      </div>
    </form>
  );
}
