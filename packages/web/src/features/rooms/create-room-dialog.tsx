import { ParleyError } from "@parley/client";
import { limits, type OperationInput } from "@parley/protocol";
import { useState } from "react";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { GlobeIcon, LockIcon } from "../../ui/icons/icons.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { TextAreaField } from "../../ui/text-area-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { useSubmit } from "../accounts/use-submit.ts";
import { categoryOptions } from "./room-categories.ts";
import styles from "./create-room-dialog.module.css";

type NewRoom = Required<Omit<OperationInput<"rooms.create">, "clientId">>;

const blank: NewRoom = { name: "", description: "", category: "general", visibility: "public" };

const visibilities = [
  { value: "public", label: "Public", hint: "In the directory; anybody may join.", icon: <GlobeIcon /> },
  { value: "private", label: "Private", hint: "Seen only by the people you add.", icon: <LockIcon /> },
] as const;

export function CreateRoomDialog({ onClose }: { readonly onClose: () => void }) {
  const { room, change, errors, busy, onSubmit } = useNewRoom(onClose);
  return (
    <Dialog title="Create a room" onClose={onClose}>
      <form className={styles["form"]} onSubmit={onSubmit} noValidate>
        <TextField
          label="Name"
          placeholder="Reading group"
          autoComplete="off"
          autoFocus
          maxLength={limits.roomNameMax}
          value={room.name}
          onChange={(name) => change({ name })}
          error={errors.name}
        />
        <TextAreaField
          label="Description"
          optional
          rows={2}
          placeholder="What is it about?"
          maxLength={limits.roomDescriptionMax}
          value={room.description}
          onChange={(description) => change({ description })}
        />
        <SelectField
          label="Category"
          value={room.category}
          options={categoryOptions}
          onChange={(category) => change({ category })}
        />
        <ChoiceCards
          label="Who may join"
          value={room.visibility}
          choices={visibilities}
          onChange={(visibility) => change({ visibility })}
        />
        {errors.form !== undefined && <Notice look="danger">{errors.form}</Notice>}
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Create room
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function useNewRoom(onDone: () => void) {
  const client = useClient();
  const [room, setRoom] = useState(blank);
  const [errors, setErrors] = useState<{ name?: string; form?: string }>({});
  const { busy, onSubmit } = useSubmit(async () => {
    const name = room.name.trim();
    if (name === "") return setErrors({ name: "Give the room a name." });
    try {
      const created = await client.rooms.create({ ...room, name, description: room.description.trim() });
      onDone();
      navigate(links.room(created.room.id));
    } catch (error) {
      const taken = error instanceof ParleyError && error.code === "room_name_taken";
      setErrors({ [taken ? "name" : "form"]: errorWords(error) });
    }
  });
  function change(part: Partial<NewRoom>) {
    setRoom({ ...room, ...part });
    setErrors({});
  }
  return { room, change, errors, busy, onSubmit };
}
