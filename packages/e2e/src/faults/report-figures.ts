import { appendFileSync } from "node:fs";

/** Keeps what a test has measured, as a line of JSON, where PARLEY_REPORT names a file for docs/reliability.md. */
export function reportFigures(row: string, figures: object): void {
  const file = process.env["PARLEY_REPORT"];
  if (file) appendFileSync(file, `${JSON.stringify({ row, at: new Date().toISOString(), ...figures })}\n`);
}
