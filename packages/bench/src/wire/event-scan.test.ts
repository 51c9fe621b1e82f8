import { describe, expect, test } from "vitest";
import { EventScan, frameKinds, taggedId } from "./event-scan.ts";

const room = "0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e";
const at = "2026-11-20T09:30:00.000Z";

function message(seq: number, tag: number, order: "usual" | "other" = "usual", body = "hello"): string {
  const sender = { id: room, username: "ada", displayName: "Ada" };
  return order === "usual"
    ? JSON.stringify({ type: "message.created", room, seq, at, sender, clientId: taggedId(tag), kind: "text", body })
    : JSON.stringify({ type: "message.created", clientId: taggedId(tag), sender, at, room, kind: "text", body, seq });
}

function scanned(scan: EventScan, text: string, before = ""): number {
  const data = Buffer.from(before + text + message(999, 999));
  return scan.read(data, Buffer.byteLength(before), Buffer.byteLength(before + text));
}

describe("EventScan", () => {
  test("seq and tag of messages are found, whatever came before and in whatever order the keys stand", () => {
    const scan = new EventScan();
    for (const [seq, tag, order, body] of [
      [1, 0, "usual", "a"],
      [9_007_199_254_740_991, 0xfff_ffff_ffff, "usual", "a longer body"],
      [12, 77, "other", "b"],
      [13, 78, "usual", 'says "seq":5 and "clientId":"x"'],
    ] as const) {
      expect(scanned(scan, message(seq, tag, order, body), "bytes of another frame")).toBe(frameKinds.message);
      expect([scan.seq, scan.tag]).toEqual([seq, tag]);
    }
  });

  test("replies tell which request and whether it failed", () => {
    const scan = new EventScan();
    expect(scanned(scan, '{"id":1234,"ok":{"seq":5}}')).toBe(frameKinds.reply);
    expect([scan.replyTo, scan.failed]).toEqual([1234, false]);
    expect(scanned(scan, '{"id":7,"error":{"code":"forbidden"}}')).toBe(frameKinds.reply);
    expect([scan.replyTo, scan.failed]).toEqual([7, true]);
  });

  test.each([
    '{"type":"member.joined","seq":1}',
    '{"type":"me.read"}',
    '{"type":"room.activity","seq":4}',
    '{"type":"pong"}',
  ])("%s is neither a message nor a reply", (text) => {
    expect(scanned(new EventScan(), text)).toBe(frameKinds.other);
  });

  test("client ids have the shape that the contract asks for", () => {
    expect(taggedId(0xabc)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-000000000abc$/);
  });
});
