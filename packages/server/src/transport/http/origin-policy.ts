export interface OriginPolicy {
  /** Whether a page of this origin may act for the person whose cookies came along. `host` is the request's Host. */
  accepts(origin: string | undefined, host: string | undefined): boolean;
  /** Whether a page of this origin, which is not ours, may read answers. */
  allowsCors(origin: string | undefined): origin is string;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Somebody who tries Parley at home opens `localhost` or `127.0.0.1`, whichever comes to mind, and development servers
 * stand on other ports: both are let in when the page and the request name the same loopback host. A name that an
 * attacker points at 127.0.0.1 (DNS rebinding) is not a loopback name and stays out.
 */
export function createOriginPolicy(config: { publicUrl: URL; allowedOrigins: readonly string[] }): OriginPolicy {
  const allowed = new Set(config.allowedOrigins.map((origin) => new URL(origin).origin));
  const own = config.publicUrl.origin;
  const isLocal = loopback.has(config.publicUrl.hostname);
  return {
    accepts(origin, host) {
      if (origin === undefined) return false;
      if (origin === own || allowed.has(origin)) return true;
      if (!isLocal || !URL.canParse(origin)) return false;
      const url = new URL(origin);
      return url.protocol === config.publicUrl.protocol && loopback.has(url.hostname) && url.host === host;
    },
    allowsCors: (origin): origin is string => origin !== undefined && allowed.has(origin),
  };
}
