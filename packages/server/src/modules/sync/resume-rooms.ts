import { limits, type OperationInput, type OperationOutput, type ResumedRoom } from "@parley/protocol";
import type { CallerContext } from "../../kernel/operation.ts";
import type { Timelines } from "../messages/index.ts";
import { planResume, withinCharacters } from "./resume-plan.ts";

/**
 * From "catch up" to "live" in three steps, so that nothing falls between: hold the rooms (their events wait for this
 * socket from now on), read what was missed up to a head, go live right after that head once the answer is out.
 */
export async function resumeRooms(
  { timelines, epoch }: { timelines: Timelines; epoch: () => Promise<string> },
  input: OperationInput<"sync.resume">,
  { caller, live }: CallerContext,
): Promise<OperationOutput<"sync.resume">> {
  const positions = new Map(input.rooms.map(({ room, seq }) => [room, seq]));
  const ids = [...positions.keys()];
  try {
    for (const room of ids) live?.hold(room);
    const currentEpoch = await epoch();
    const heads = await timelines.heads(caller.user.id, ids);
    const trusted = input.epoch === undefined || input.epoch === currentEpoch;
    const plan = planResume(positions, heads, trusted, {
      perRoom: limits.resumeEventsPerRoomMax,
      total: limits.resumeEventsMax,
    });
    const missed = await timelines.ranges(plan.flatMap((step) => (step.replay ? [step.replay] : [])));
    const steps = withinCharacters(plan, missed, limits.resumeCharactersMax);
    for (const { room, status, seq } of steps) {
      if (status === "gone") live?.drop(room);
      else live?.goLive(room, seq);
    }
    const rooms = steps.map(({ room, status, seq }): ResumedRoom => {
      if (status === "gone") return { room, status };
      return status === "reset" ? { room, status, seq } : { room, status, seq, events: missed.get(room) ?? [] };
    });
    return { epoch: currentEpoch, rooms };
  } catch (error) {
    for (const room of ids) live?.drop(room);
    throw error;
  }
}
