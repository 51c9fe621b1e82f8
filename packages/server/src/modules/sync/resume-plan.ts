import type { TimelineEvent } from "@parley/protocol";

export interface ResumeStep {
  readonly room: string;
  readonly status: "live" | "reset" | "gone";
  /** The room's newest seq. */
  readonly seq: number;
  /** What to read and send first. */
  readonly replay: { readonly room: string; readonly low: number; readonly high: number } | null;
}

/**
 * All that was missed, or a clear "start over"; never a part of it.
 * @param positions last seq seen in each room; undefined asks for no replay
 * @param heads newest seqs of the rooms the person is in
 * @param trusted whether the positions were learned under the store's epoch
 */
export function planResume(
  positions: ReadonlyMap<string, number | undefined>,
  heads: ReadonlyMap<string, number>,
  trusted: boolean,
  max: { perRoom: number; total: number },
): ResumeStep[] {
  let left = max.total;
  return [...positions].map(([room, position]) => {
    const seq = heads.get(room);
    if (seq === undefined) return { room, status: "gone", seq: 0, replay: null };
    if (position === undefined) return { room, status: "live", seq, replay: null };
    const missed = seq - position;
    if (!trusted || missed < 0 || missed > max.perRoom || missed > left) {
      return { room, status: "reset", seq, replay: null };
    }
    left -= missed;
    return { room, status: "live", seq, replay: missed === 0 ? null : { room, low: position, high: seq } };
  });
}

/** Rooms whose long messages would make the answer too large start over as well. */
export function withinCharacters(
  plan: readonly ResumeStep[],
  missed: ReadonlyMap<string, readonly TimelineEvent[]>,
  max: number,
): ResumeStep[] {
  let left = max;
  return plan.map((step) => {
    const events = step.replay ? (missed.get(step.room) ?? []) : [];
    const characters = events.reduce(
      (sum, event) => sum + (event.type === "message.created" ? event.body.length : 0),
      0,
    );
    if (characters > left) return { ...step, status: "reset", replay: null };
    left -= characters;
    return step;
  });
}
