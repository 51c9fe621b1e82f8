import { randomFillSync } from "node:crypto";

const pool = new Uint8Array(16 * 256);
let used = pool.length;
let lastTime = 0;
let counter = 0;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * A UUIDv7 (RFC 9562, method 1): sorts by the time of making, and ids of one process in one millisecond sort in the order
 * of making. A clock that jumps back does not make smaller ids.
 */
export function uuidv7(now = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += 16));
  if (now > lastTime) {
    lastTime = now;
    counter = random[6]! & 0x7;
  } else if (++counter > 0xfff) {
    lastTime++;
    counter = 0;
  }
  const time = lastTime.toString(16).padStart(12, "0");
  const high = (0x7000 | counter).toString(16);
  const low = hex[0x80 | (random[8]! & 0x3f)]! + hex[random[9]!]!;
  let node = "";
  for (let i = 10; i < 16; i++) node += hex[random[i]!]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low}-${node}`;
}
