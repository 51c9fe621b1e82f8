/*
 * What `npm start`, `npm test` and the other scripts run. Plain JavaScript for old Nodes: it finds or fetches a Node that
 * is new enough, installs what is missing, and hands over.
 */
import { ensureDependencies } from "./run/dependencies.mjs";
import { ensureNode } from "./run/node.mjs";
import { Missing } from "./run/process.mjs";
import { tasks } from "./run/tasks.mjs";

const [name, ...args] = process.argv.slice(2);

try {
  const task = tasks[name];
  if (task === undefined) throw new Missing(`There is no "${name}". There is: ${Object.keys(tasks).join(", ")}.`);
  const node = await ensureNode();
  await ensureDependencies(node);
  process.exitCode = await task(node, args);
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
