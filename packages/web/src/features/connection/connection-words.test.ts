import type { ConnectionState } from "@parley/client";
import { expect, it } from "vitest";
import { connectionWords } from "./connection-words.ts";

const state = (name: ConnectionState["name"], more: Partial<ConnectionState> = {}): ConnectionState => ({
  name,
  since: 10_000,
  attempt: 3,
  ...more,
});

it("says nothing while messages flow, nor to somebody who is signed out", () => {
  expect(connectionWords(state("live", { attempt: 0 }), 99_000)).toBeUndefined();
  expect(connectionWords(state("signed_out"), 99_000)).toBeUndefined();
});

it("says nothing about the first hiccup until it has lasted", () => {
  expect(connectionWords(state("connecting", { attempt: 1 }), 10_500)).toBeUndefined();
  expect(connectionWords(state("connecting", { attempt: 1 }), 12_000)?.text).toBe("Connecting…");
});

it("counts down to the next try and offers to try at once", () => {
  const waiting = state("waiting", { retryAt: 15_000 });
  expect(connectionWords(waiting, 11_200)).toEqual({ text: "Connection lost. Trying again in 4 s.", canRetry: true });
  expect(connectionWords(waiting, 15_500)?.text).toBe("Connection lost. Trying again now.");
});

it("promises that what is written offline is sent later", () => {
  expect(connectionWords(state("offline"), 99_000)?.text).toContain("sent when you are back");
});
