export type Figure = number | string | boolean | null;

/** What a figure must be. */
export type Target = { readonly min: number } | { readonly max: number };

export interface Outcome {
  readonly figures: Readonly<Record<string, Figure>>;
  /** By the name of the figure that each one judges. */
  readonly targets: Readonly<Record<string, Target>>;
  /** Why the run counts for nothing: a message lost, doubled or swapped. */
  readonly voids: readonly string[];
}

/** Every target met by its figure, and nothing that makes the run void. A figure that is missing or no number fails. */
export function passes({ figures, targets, voids }: Outcome): boolean {
  return voids.length === 0 && Object.entries(targets).every(([name, target]) => meets(figures[name], target));
}

export function meets(figure: Figure | undefined, target: Target): boolean {
  if (typeof figure !== "number" || Number.isNaN(figure)) return false;
  return "min" in target ? figure >= target.min : figure <= target.max;
}

/** Three significant digits are more than a shared machine can tell apart. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : NaN;
}
