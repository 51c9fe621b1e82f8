import { limits } from "@parley/protocol";

/** From here on the writer is told how much is left. */
const noticeBelow = 500;

export interface MessageLength {
  readonly sendable: boolean;
  /** What to tell the writer; undefined while there is plenty of room. */
  readonly notice?: string;
}

/** Whether a text can be a message, and what to say about its length. */
export function messageLength(text: string, most: number = limits.messageBodyMax): MessageLength {
  const left = most - text.trim().length;
  const sendable = text.trim() !== "" && left >= 0;
  if (left > noticeBelow) return { sendable };
  const notice = left >= 0 ? `${left} left` : `${-left} too many`;
  return { sendable, notice };
}
