import { ParleyError } from "@parley/client";
import type { Room } from "@parley/protocol";
import { useState } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { PersonAddIcon } from "../../ui/icons/icons.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useSubmit } from "../accounts/use-submit.ts";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";

/** Brings somebody in whose username one knows. */
export function AddMember({ room }: { readonly room: Room }) {
  const client = useClient();
  const [username, setUsername] = useState("");
  const [error, setError] = useState<string>();
  const [added, setAdded] = useState<string>();
  const { busy, onSubmit } = useSubmit(async () => {
    const wanted = username.trim().replace(/^@/, "");
    if (wanted === "") return setError("Give a username.");
    try {
      const member = await client.call("rooms.addMember", { roomId: room.id, username: wanted });
      setUsername("");
      setAdded(`${member.user.displayName} is in the room.`);
    } catch (thrown) {
      setError(addingWords(thrown, wanted));
    }
  });
  function change(value: string) {
    setUsername(value);
    setError(undefined);
    setAdded(undefined);
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <TextField
        label="Add somebody"
        placeholder="Their username"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={username}
        onChange={change}
        error={error}
        hint={<span role="status">{added}</span>}
        trailing={<IconButton type="submit" label="Add to the room" icon={<PersonAddIcon />} isPending={busy} />}
      />
    </form>
  );
}

function addingWords(error: unknown, username: string): string {
  const code = error instanceof ParleyError ? error.code : undefined;
  if (code === "not_found" || code === "invalid_input") return `There is nobody called ${username}.`;
  return errorWords(error);
}
