import fc from "fast-check";
import { expect, test } from "vitest";
import * as ws from "ws";
import { textFrames } from "./text-frame.ts";

interface Reader {
  on(event: "message", listener: (data: Buffer) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  write(bytes: Buffer, done: () => void): void;
}
// Exported by the library, but not declared by its types.
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Reader };

async function received(bytes: Buffer): Promise<string[]> {
  const texts: string[] = [];
  // The library's own reader of what a server sends: a second opinion on the bytes.
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true });
  receiver.on("message", (data: Buffer) => texts.push(data.toString()));
  await new Promise<void>((resolve, reject) => {
    receiver.on("error", reject);
    receiver.write(bytes, () => resolve());
  });
  return texts;
}

test("any texts come out of their frames as they went in, each from its own frame", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { maxLength: 5 }), async (texts) => {
      const { whole, ends } = textFrames(texts);
      expect(await received(whole)).toEqual(texts);
      expect(ends.at(-1) ?? 0).toBe(whole.length);
    }),
    { numRuns: 100 },
  );
});

test.each([0, 125, 126, 127, 65_535, 65_536, 70_000])(
  "a text of %i bytes has the header that its length asks for",
  async (length) => {
    const text = "x".repeat(length);
    expect(await received(textFrames([text]).whole)).toEqual([text]);
  },
);
