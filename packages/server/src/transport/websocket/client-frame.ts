import type { RawData } from "ws";
import { isNestedDeeper } from "../json-depth.ts";

export interface RequestInFrame {
  readonly type: "request";
  readonly id: number;
  readonly op: string;
  readonly input: unknown;
}

export type ClientFrame =
  | RequestInFrame
  | { readonly type: "authenticate"; readonly token: string }
  | { readonly type: "ping" };

/** Nesting of a frame. Ours need four. */
const depthMax = 16;

/** What a client sent, or null when it is none of the frames of the contract. */
export function readFrame(data: RawData): ClientFrame | null {
  const text = data.toString();
  if (isNestedDeeper(text, depthMax)) return null;
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof frame !== "object" || frame === null || Array.isArray(frame)) return null;
  return "op" in frame ? readRequest(frame) : readControl(frame);
}

function readRequest(frame: object): RequestInFrame | null {
  const { id, op, input, ...others } = frame as { id?: unknown; op?: unknown; input?: unknown };
  if (!Number.isSafeInteger(id) || (id as number) < 0) return null;
  if (typeof op !== "string" || Object.keys(others).length > 0) return null;
  return { type: "request", id: id as number, op, input };
}

function readControl(frame: object): ClientFrame | null {
  const { type, token, ...others } = frame as { type?: unknown; token?: unknown };
  if (Object.keys(others).length > 0) return null;
  if (type === "ping" && token === undefined) return { type };
  if (type === "authenticate" && typeof token === "string" && token.length > 0 && token.length <= 4_000) {
    return { type, token };
  }
  return null;
}
