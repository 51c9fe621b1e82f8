import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/*
 * A refresh token is session, generation and a 256 bit secret, and the secret is HMAC(server's key, session's salt and
 * generation). So the database holds no token and no hash of one; the same successor can be answered to two tabs that
 * race; and an old token of ours is told from an invented one without a list of those handed out. A copy of the database
 * without the key opens nothing, nor does the key without the database.
 */

export interface RefreshSeed {
  readonly sessionId: string;
  readonly salt: Uint8Array;
}

export interface PresentedRefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly secret: Buffer;
}

export interface RefreshTokens {
  make(seed: RefreshSeed, generation: number): string;
  /** Whether this server made it for that session, at whatever time. */
  isGenuine(presented: PresentedRefreshToken, seed: RefreshSeed): boolean;
}

const sessionBytes = 16;
const generationBytes = 4;
const secretBytes = 32;

export function createRefreshTokens(secret: Uint8Array): RefreshTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "parley refresh token", 32));

  function head(sessionId: string, generation: number): Buffer {
    const bytes = Buffer.alloc(sessionBytes + generationBytes);
    bytes.write(sessionId.replaceAll("-", ""), 0, "hex");
    bytes.writeUInt32BE(generation, sessionBytes);
    return bytes;
  }

  function secretOf(seed: RefreshSeed, generation: number): Buffer {
    return createHmac("sha256", key).update(seed.salt).update(head(seed.sessionId, generation)).digest();
  }

  return {
    make: (seed, generation) =>
      Buffer.concat([head(seed.sessionId, generation), secretOf(seed, generation)]).toString("base64url"),
    isGenuine: (presented, seed) =>
      presented.sessionId === seed.sessionId && timingSafeEqual(presented.secret, secretOf(seed, presented.generation)),
  };
}

/** Null for what cannot be a refresh token. What is returned is still only claimed. */
export function readRefreshToken(text: string): PresentedRefreshToken | null {
  const length = sessionBytes + generationBytes + secretBytes;
  if (text.length !== Math.ceil((length * 4) / 3) || !/^[\w-]+$/.test(text)) return null;
  const bytes = Buffer.from(text, "base64url");
  const hex = bytes.toString("hex", 0, sessionBytes);
  return {
    sessionId: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-"),
    generation: bytes.readUInt32BE(sessionBytes),
    secret: bytes.subarray(sessionBytes + generationBytes),
  };
}
