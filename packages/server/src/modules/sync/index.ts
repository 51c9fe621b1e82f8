import { AppError } from "../../kernel/app-error.ts";
import { bind, type AnyBoundOperation } from "../../kernel/operation.ts";
import type { Timelines } from "../messages/index.ts";
import { resumeRooms } from "./resume-rooms.ts";

export interface Sync {
  readonly operations: readonly AnyBoundOperation[];
}

export function createSync(parts: { timelines: Timelines; epoch: () => Promise<string> }): Sync {
  return {
    operations: [
      bind("sync.resume", (input, context) => {
        const resume = () => resumeRooms(parts, input, context);
        return context.live ? context.live.inTurn(resume) : resume();
      }),
      bind("sync.pause", async (input, { live }) => {
        if (!live) throw new AppError("unknown_operation");
        return live.inTurn(async () => {
          for (const room of input.rooms) live.drop(room);
          return null;
        });
      }),
    ],
  };
}
