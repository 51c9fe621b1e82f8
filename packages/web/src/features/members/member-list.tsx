import type { Member, MyRoom } from "@parley/protocol";
import { useMemo, useState } from "react";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { PersonRemoveIcon } from "../../ui/icons/icons.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useMe } from "../accounts/account-context.ts";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { useLive } from "../connection/use-live.ts";
import { AddMember } from "./add-member.tsx";
import styles from "./member-list.module.css";
import { MemberSkeleton } from "./member-skeleton.tsx";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";

export function MemberList({ mine }: { readonly mine: MyRoom }) {
  const client = useClient();
  const live = useMemo(() => client.members(mine.room.id), [client, mine.room.id]);
  const { status, members, hasMore, error } = useLive(live);
  const [leaving, setLeaving] = useState<Member>();
  const isOwner = mine.role === "owner";
  return (
    <section className={styles["section"]} aria-labelledby="members-heading">
      <h3 id="members-heading" className={styles["heading"]}>
        Members <span className={styles["count"]}>{mine.room.memberCount}</span>
      </h3>
      {isOwner && <AddMember room={mine.room} />}
      {status === "loading" && <MemberSkeleton />}
      {error !== undefined && <Notice look="danger">{errorWords(error)}</Notice>}
      <ul>
        {members.map((member) => (
          <MemberRow key={member.user.id} member={member} mayRemove={isOwner} onRemove={() => setLeaving(member)} />
        ))}
      </ul>
      {(hasMore || status === "error") && (
        <Button size="small" onPress={() => void live.loadMore()}>
          {status === "error" ? "Try again" : "Show more"}
        </Button>
      )}
      {leaving !== undefined && (
        <RemoveMemberDialog room={mine.room} member={leaving} onClose={() => setLeaving(undefined)} />
      )}
    </section>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly mayRemove: boolean;
  readonly onRemove: () => void;
}

function MemberRow({ member: { user, role }, mayRemove, onRemove }: MemberRowProps) {
  const isMe = useMe().id === user.id;
  return (
    <li className={styles["member"]}>
      <Avatar id={user.id} name={user.displayName} size="small" />
      <div className={styles["names"]}>
        <span className={styles["name"]}>
          {user.displayName}
          {isMe && <span className={styles["you"]}> (you)</span>}
        </span>
        <span className={styles["username"]}>@{user.username}</span>
      </div>
      {role === "owner" && <Badge>Owner</Badge>}
      {mayRemove && !isMe && (
        <IconButton
          label={`Remove ${user.displayName}`}
          look="danger"
          icon={<PersonRemoveIcon size={18} />}
          onPress={onRemove}
        />
      )}
    </li>
  );
}
