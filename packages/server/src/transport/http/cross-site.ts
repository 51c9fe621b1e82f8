import type { FastifyRequest } from "fastify";
import { AppError } from "../../kernel/app-error.ts";
import type { OriginPolicy } from "./origin-policy.ts";

/** A page of another origin cannot send this header unless CORS allows it, and a form cannot send it at all. */
export const requestHeader = "x-parley-request";

const refused = (detail: string): AppError => new AppError("forbidden_origin", { detail });

/** Cookies come along whether or not the person meant it; a request that changes something must show where it is from. */
export function refuseCrossSite(request: FastifyRequest, origins: OriginPolicy, publicUrl: URL): void {
  const { headers } = request;
  if (headers[requestHeader] !== "1") throw refused("With cookies, send the header X-Parley-Request: 1.");
  const site = headers["sec-fetch-site"];
  const isForeign = headers.origin !== undefined || (site !== undefined && site !== "same-origin" && site !== "none");
  if (isForeign && !origins.accepts(headers.origin, headers.host)) {
    throw refused(`This server answers pages of ${publicUrl.origin}.`);
  }
}
