import { useLayoutEffect, useState } from "react";
import { nextListStep, type Keyed, type ListStep } from "./list-step.ts";

interface Shown<Row> extends ListStep<Row> {
  readonly wanted: readonly Row[];
}

/** The rows to draw now on the way to `wanted`, such that the virtual list keeps its place. */
export function useListSteps<Row extends Keyed>(wanted: readonly Row[]): ListStep<Row> {
  const [shown, setShown] = useState<Shown<Row>>({ rows: wanted, shift: false, wanted });
  let step = shown;
  if (shown.wanted !== wanted) {
    step = { ...nextListStep(shown.rows, wanted), wanted };
    setShown(step);
  }
  useLayoutEffect(() => {
    // Two commits are the point: the virtual list has to see the bottom change before the top does.
    // oxlint-disable-next-line react/set-state-in-effect
    if (step.rows !== step.wanted) setShown({ ...nextListStep(step.rows, step.wanted), wanted: step.wanted });
  }, [step]);
  return step;
}
