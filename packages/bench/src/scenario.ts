import type { Outcome } from "./measure/verdict.ts";

/** One bench: prints what it sees as it goes, ends everything it started, and says how it came out. */
export type Scenario = (say: (line: string) => void) => Promise<Outcome>;
