import type { DirectoryRoom } from "@parley/protocol";
import { ParleyError } from "@parley/client";
import { useCallback, useState } from "react";
import { counted } from "../../lib/words.ts";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LockIcon } from "../../ui/icons/icons.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RoomGlyph } from "../../ui/room-glyph.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { Page } from "../shell/page.tsx";

/** A room I am not in: a public one can be joined, of others nothing is said. */
export function OutsideRoom({ roomId }: { readonly roomId: string }) {
  const client = useClient();
  const { answer, error, ask } = useAnswer(
    useCallback((signal: AbortSignal) => client.call("rooms.get", { roomId }, { signal }), [client, roomId]),
  );
  if (answer !== undefined) return <JoinRoom found={answer} />;
  if (error === undefined) return null;
  const unknown = error instanceof ParleyError && (error.code === "not_found" || error.code === "invalid_input");
  return (
    <Page title={unknown ? "Room not found" : "Room"}>
      <EmptyState
        picture={<LockIcon size={28} />}
        title={unknown ? "There is no such room for you" : "The room could not be loaded"}
        actions={
          unknown ? (
            <Button look="primary" onPress={() => navigate(links.directory)}>
              Browse rooms
            </Button>
          ) : (
            <Button onPress={ask}>Try again</Button>
          )
        }
      >
        {unknown ? "It was deleted, or it is private and you are not a member." : errorWords(error)}
      </EmptyState>
    </Page>
  );
}

function JoinRoom({ found: { room } }: { readonly found: DirectoryRoom }) {
  const { rooms } = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function join() {
    setBusy(true);
    try {
      await rooms.join(room.id);
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  }

  return (
    <Page title={room.name}>
      <EmptyState
        picture={<RoomGlyph id={room.id} isPrivate={room.visibility === "private"} size="huge" />}
        title={`Join ${room.name}?`}
        actions={
          <Button look="primary" size="large" busy={busy} onPress={() => void join()}>
            Join room
          </Button>
        }
      >
        <p>{room.description}</p>
        <p>{counted(room.memberCount, "member")}. Join to read what was said and to write.</p>
        {problem !== undefined && <Notice look="danger">{problem}</Notice>}
      </EmptyState>
    </Page>
  );
}
