import { startTestServer, type TestServer } from "@parley/server/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { walk } from "./model-walk.ts";
import { RoomModel, type Act, type Outcome } from "./room-model.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test(
  "whatever five people do in rooms, over HTTP or a socket, ends as a model of a hundred lines says",
  { timeout: 120_000 },
  async () => {
    expect(await walk(server, { steps: 500 })).toBeGreaterThanOrEqual(500);
  },
);

/** In this one a message that is sent again is stored again. */
class ForgetfulModel extends RoomModel {
  #sent = 1_000;

  override apply(who: number, act: Act): Outcome {
    return super.apply(who, act.do === "send" ? { ...act, message: this.#sent++ } : act);
  }
}

test("a model that forgets one rule is found out", { timeout: 120_000 }, async () => {
  const walking = walk(server, { steps: 20_000, model: () => new ForgetfulModel(), shrink: false });
  await expect(walking).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/^after .* was .* and not/) as string },
  });
});
