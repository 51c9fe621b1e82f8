import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { pagePolicy } from "./security-headers.ts";

/** The bundler puts a hash of its content into the name of each of these: a changed file is another file. */
const hashedFolder = "/assets/";
const forever = "public, max-age=31536000, immutable";
const askEachTime = "no-cache";

/**
 * Files of the built web app, precompressed where the build left a `.br` or `.gz` beside them. Only what is in the folder
 * when the server starts has a route, so no path can climb out of it.
 */
export async function addWebApp(
  app: FastifyInstance,
  root: string,
  publicUrl: URL,
): Promise<(reply: FastifyReply) => void> {
  const policy = pagePolicy(publicUrl);
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header("content-security-policy", policy);
      reply.header("cache-control", path.slice(root.length).startsWith(hashedFolder) ? forever : askEachTime);
    },
  });
  return (reply) => void reply.sendFile("index.html");
}
