import { ParleyError } from "@parley/client";

/** What is said to a person for codes whose own title is not for them, or not enough. */
const words: Partial<Record<ParleyError["code"], string>> = {
  wrong_credentials: "That username or password is not right.",
  username_taken: "This username is taken. Try another.",
  username_reserved: "This username is reserved. Try another.",
  email_taken: "There is already an account with this e-mail address.",
  password_too_common: "This password is too easy to guess: it is on a list of common ones.",
  room_name_taken: "A public room with this name exists already. Choose another name.",
  daily_limit_reached: "You have made as many rooms as you may in one day. Try again tomorrow.",
  not_found: "It no longer exists, or you may not see it.",
  not_a_member: "You are no longer in this room.",
  forbidden: "Only an owner of the room may do that.",
  session_ended: "Your session has ended. Sign in again.",
  unauthenticated: "Your session has ended. Sign in again.",
  offline: "The server cannot be reached. Check your connection and try again.",
  connection_lost: "The connection was lost. Try again.",
  timeout: "The server took too long to answer. Try again.",
  queue_full: "Too much is waiting to be sent. Wait for the connection to come back.",
  internal: "Something went wrong on the server. Try again in a moment.",
  payload_too_large: "This is too long to be sent.",
};

/** Any failure as a sentence that a person can act on. */
export function errorWords(error: unknown): string {
  if (!(error instanceof ParleyError)) return "Something went wrong. Try again.";
  if (error.code === "rate_limited") return `That was too fast. Try again in ${waitWords(error.retryAfter)}.`;
  return words[error.code] ?? error.message;
}

function waitWords(seconds = 10): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
