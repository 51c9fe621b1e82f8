import { Type, type Static } from "typebox";
import { errorKinds } from "./errors.ts";

const codes = Object.keys(errorKinds)
  .sort()
  .map((code) => Type.Literal(code));

/** An error on the wire: RFC 9457 `application/problem+json` over HTTP, the `error` of a reply on a socket. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: "`urn:parley:error:<code>`" }),
    title: Type.String({ description: "The same sentence for every occurrence of the code." }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.Union(codes, { description: "A code of the closed list." }),
    detail: Type.Optional(Type.String({ description: "What is special about this occurrence." })),
    instance: Type.Optional(Type.String({ description: "`urn:uuid:` and the request's id." })),
    requestId: Type.Optional(Type.String()),
    retryAfter: Type.Optional(Type.Number({ description: "Seconds to wait before another try." })),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({ description: "JSON Pointer into the input." }),
          message: Type.String(),
        }),
      ),
    ),
  },
  { $id: "Problem" },
);
export type ProblemShape = Static<typeof Problem>;
/** A problem whose code is of the closed list. */
export type Problem = Omit<ProblemShape, "code"> & { code: keyof typeof errorKinds };
