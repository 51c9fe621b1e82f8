import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { docsPolicy } from "./security-headers.ts";

export interface Documents {
  readonly openapi: object;
  readonly asyncapi: object;
}

const swaggerFiles = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"];

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Parley API</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** A file of its own, as the page's policy runs no inline script. No validator: it would send the document to strangers. */
const start = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor(request) {
    request.headers["X-Parley-Request"] = "1";
    return request;
  },
});
`;

/** The contract for strangers: two documents, and Swagger UI served from here without a third party. */
export function addDocumentRoutes(app: FastifyInstance, documents: Documents): void {
  for (const [path, document] of [
    ["/openapi.json", documents.openapi],
    ["/asyncapi.json", documents.asyncapi],
  ] as const) {
    const text = JSON.stringify(document);
    app.get(path, (_request, reply) =>
      reply.headers({ "content-type": "application/json; charset=utf-8", "cache-control": "no-cache" }).send(text),
    );
  }
  app.get("/docs", (_request, reply) =>
    reply
      .headers({
        "content-security-policy": docsPolicy,
        "cache-control": "no-cache",
        "content-type": "text/html; charset=utf-8",
      })
      .send(page),
  );
  app.get("/docs/", (_request, reply) => reply.redirect("/docs", 308));
  app.get("/docs/start.js", (_request, reply) =>
    reply.headers({ "cache-control": "no-cache", "content-type": "text/javascript; charset=utf-8" }).send(start),
  );
  app.register(fastifyStatic, {
    root: dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json"))),
    prefix: "/docs/",
    decorateReply: false,
    wildcard: false,
    index: false,
    globIgnore: [`**/!(${swaggerFiles.join("|")})`],
    cacheControl: false,
    setHeaders: (reply) => void reply.header("cache-control", "public, max-age=86400"),
  });
}
