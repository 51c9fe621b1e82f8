import type { FastifyReply } from "fastify";

const policy = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");

/** Answers of the API are never pages; should a browser be talked into showing one, it may load and run nothing. */
export const apiPolicy = policy({ "default-src": "'none'", "frame-ancestors": "'none'" });

/**
 * React Aria adds two fixed `<style>` elements (touch behaviour of buttons, scroll locking behind dialogs). Their hashes
 * let in exactly these; `style-src` needs no 'unsafe-inline', as React sets style properties, not attributes.
 */
const reactAriaStyles = [
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
].join(" ");

/** For the web app. Sockets of the own origin are named, as not every browser counts them as 'self'. */
export function pagePolicy(publicUrl: URL): string {
  const socket = `${publicUrl.protocol === "https:" ? "wss:" : "ws:"}//${publicUrl.host}`;
  return policy({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": `'self' ${reactAriaStyles}`,
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": `'self' ${socket}`,
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
  });
}

/** For Swagger UI, which draws its icons from data: URLs. */
export const docsPolicy = policy({
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
});

const yearSeconds = 365 * 24 * 60 * 60;

/** Headers of every answer; a route may put another policy in place of the API's. */
export function createSecurityHeaders(publicUrl: URL): (reply: FastifyReply, requestId: string) => void {
  const headers = {
    "content-security-policy": apiPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(publicUrl.protocol === "https:" && { "strict-transport-security": `max-age=${yearSeconds}` }),
  };
  return (reply, requestId) => {
    reply.headers(headers).header("x-request-id", requestId);
  };
}
