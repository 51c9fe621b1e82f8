import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signUp, startTestServer } from "../testing/index.ts";

test("a resume that fails late does not take away what a later one on the same socket was promised", async () => {
  const server = await startTestServer();
  const ada = await signUp(server, "ada");
  const { room } = await ada.call("rooms.create", { name: `Slow ${randomUUID()}`, visibility: "public" });
  const socket = await ada.socket();
  // The first looks for what was missed in a table that nobody may read for longer than a statement may take.
  let release = () => {};
  const locked = Promise.withResolvers<void>();
  const held = server.store.transaction(async (tx) => {
    await tx.query("lock table room_events in access exclusive mode");
    locked.resolve();
    await new Promise<void>((resolve) => (release = resolve));
  });
  await locked.promise;
  const failing = socket.request("sync.resume", { rooms: [{ room: room.id, seq: 1 }] });
  const promised = socket.request("sync.resume", { rooms: [{ room: room.id, seq: 2 }] });
  expect((await failing).error?.code).toBe("unavailable");
  release();
  await held;
  expect((await promised).ok).toMatchObject({ rooms: [{ status: "live", seq: 2 }] });
  await socket.call("messages.send", { roomId: room.id, clientId: randomUUID(), body: "Do you hear me?" });
  await socket.waitForSeq(room.id, 3);
  await socket.close();
  await server.close();
});
