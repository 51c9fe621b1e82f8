import { loadavg } from "node:os";
import { meets, passes, type Outcome } from "./measure/verdict.ts";
import type { Scenario } from "./scenario.ts";

const scenarios: Readonly<Record<string, () => Promise<Scenario>>> = {
  fanout: async () => (await import("./scenarios/fanout.ts")).fanout,
  send: async () => (await import("./scenarios/send.ts")).send,
  idle: async () => (await import("./scenarios/idle.ts")).idle,
  history: async () => (await import("./scenarios/history.ts")).history,
  "slow-reader": async () => (await import("./scenarios/slow-reader.ts")).slowReader,
  start: async () => (await import("./scenarios/start.ts")).start,
};

const name = process.argv[2] ?? "";
const load = scenarios[name];
if (load) await run(name, await load());
else {
  process.stderr.write(`Which bench? One of: ${Object.keys(scenarios).join(", ")}\n`);
  process.exitCode = 2;
}

async function run(scenario: string, work: Scenario): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`load average at the start: ${loadavg()[0]!.toFixed(2)}`);
  const outcome = await work(say);
  explain(outcome, say);
  const { figures, targets, voids } = outcome;
  say(
    JSON.stringify({
      scenario,
      figures: { ...figures, ...(voids.length > 0 && { void: voids.join("; ") }) },
      targets,
      pass: passes(outcome),
    }),
  );
}

function explain({ figures, targets, voids }: Outcome, say: (line: string) => void): void {
  for (const reason of voids) say(`VOID: ${reason}`);
  for (const [figure, target] of Object.entries(targets)) {
    const wanted = "min" in target ? `at least ${target.min}` : `at most ${target.max}`;
    say(
      `${meets(figures[figure], target) ? "met   " : "MISSED"} ${figure}: ${figures[figure] ?? "not measured"}, wanted ${wanted}`,
    );
  }
}
