export interface Keyed {
  readonly key: string;
}

export interface ListStep<Row> {
  readonly rows: readonly Row[];
  /** Whether rows came or went at the top only, so that the view is held from the bottom. */
  readonly shift: boolean;
}

/**
 * The next list to draw on the way from `shown` to `wanted`. The virtual list keeps its place when rows change at one
 * end at a time. Where both ends change (an older page came and the newest rows were dropped from memory) the bottom
 * changes first, and the top in the step after.
 */
export function nextListStep<Row extends Keyed>(shown: readonly Row[], wanted: readonly Row[]): ListStep<Row> {
  if (shown[0]?.key === wanted[0]?.key) return { rows: wanted, shift: false };
  const common = firstCommonRow(shown, wanted);
  if (common === undefined) return { rows: wanted, shift: false };
  if (shown.at(-1)?.key === wanted.at(-1)?.key) return { rows: wanted, shift: true };
  return { rows: [...shown.slice(0, common.inShown), ...wanted.slice(common.inWanted)], shift: false };
}

function firstCommonRow<Row extends Keyed>(shown: readonly Row[], wanted: readonly Row[]) {
  const places = new Map(wanted.map((row, index) => [row.key, index]));
  for (const [inShown, row] of shown.entries()) {
    const inWanted = places.get(row.key);
    if (inWanted !== undefined) return { inShown, inWanted };
  }
  return undefined;
}
