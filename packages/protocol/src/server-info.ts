import { Type } from "typebox";
import { operation } from "./operation.ts";
import { Id } from "./scalars.ts";

export const serverInfo = operation({
  method: "GET",
  path: "/server",
  auth: "none",
  summary: "What this server is and the limits in force.",
  input: Type.Object({}),
  output: Type.Object({
    name: Type.String(),
    version: Type.String(),
    epoch: Id,
    limits: Type.Object({
      messageBodyMax: Type.Integer(),
      frameBytesMax: Type.Integer(),
      historyPageMax: Type.Integer(),
      roomsCreatedPerDay: Type.Integer(),
    }),
  }),
  status: 200,
  cost: 1,
  errors: [],
});
