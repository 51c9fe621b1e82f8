import type { RoomRole, RoomVisibility } from "@parley/protocol";
import type { Static } from "typebox";
import { AppError } from "../../kernel/app-error.ts";
import type { Membership, Standing } from "./room.ts";

export function standingOf(
  room: { readonly visibility: Static<typeof RoomVisibility> } | null,
  member: Membership | null,
): Standing {
  if (!room) return "nothing";
  if (member) return member.role;
  return room.visibility === "public" ? "outside" : "nothing";
}

/** Whether a room exists is told to its members only, unless it is public. */
export function ensureVisible(standing: Standing): void {
  if (standing === "nothing") throw new AppError("not_found");
}

export function ensureMember(standing: Standing): RoomRole {
  ensureVisible(standing);
  if (standing !== "owner" && standing !== "member") throw new AppError("not_a_member");
  return standing;
}

export function ensureOwner(standing: Standing): void {
  if (ensureMember(standing) !== "owner") throw new AppError("forbidden", { detail: "Only owners may do this." });
}

/** Owners may put out anybody, other owners too, but leaving is another thing: it hands the room over. */
export function ensureMayRemove(standing: Standing, byId: string, userId: string): void {
  ensureOwner(standing);
  if (byId === userId) throw new AppError("forbidden", { detail: "Leave the room instead." });
}

/** What becomes of a room that somebody leaves. */
export function afterLeaving(leaver: {
  readonly role: RoomRole;
  readonly othersLeft: number;
  readonly otherOwners: boolean;
}): "stays" | "handed_over" | "deleted" {
  if (leaver.othersLeft === 0) return "deleted";
  return leaver.role === "owner" && !leaver.otherOwners ? "handed_over" : "stays";
}
