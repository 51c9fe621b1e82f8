/** A message event as Parley sends it; the baselines send the same bytes so that only the servers differ. */
export function sampleMessage(seq: number, clientId: string, body: string): object {
  return {
    type: "message.created",
    room: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e",
    seq,
    at: "2026-11-20T09:30:00.000Z",
    sender: { id: "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5f", username: "bench_00000", displayName: "Bench 00000" },
    clientId,
    kind: "text",
    body,
  };
}

/** 140 characters, the length that the published comparisons use. */
export const sampleBody =
  "A hundred and forty characters are what people used to fit a thought into, and most of what is said in a room of a thousand fits there too.".padEnd(
    140,
    ".",
  );
