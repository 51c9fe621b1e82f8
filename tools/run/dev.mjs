import { join } from "node:path";
import { run } from "./process.mjs";
import { root } from "./root.mjs";

/** The server, started again when its sources change, and the web app with reload on http://localhost:5173. */
export async function dev(node, args) {
  const server = run(
    node,
    ["--watch", "--watch-preserve-output", join(root, "packages", "server", "bin", "parley.mjs"), "serve", ...args],
    {
      env: { ALLOWED_ORIGINS: process.env.ALLOWED_ORIGINS ?? "http://localhost:5173" },
    },
  );
  const web = run(node, [join(root, "node_modules", "vite", "bin", "vite.js")], { cwd: join(root, "packages", "web") });
  const code = await Promise.race([server, web]);
  // One without the other is of no use; both are asked to stop, as by Ctrl+C.
  process.kill(process.pid, "SIGTERM");
  await Promise.all([server, web]);
  return code;
}
