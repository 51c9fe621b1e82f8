import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Missing } from "../run/process.mjs";

/** Debian or one of its kin, and the right to install. */
export function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

export function aptInstall(packages) {
  console.error(`Installing ${packages.join(", ")} …`);
  // Packages start what they bring as a system service; here each is started, and stopped, by us.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const apt = (...args) =>
    spawnSync("apt-get", ["-q", "-y", ...args], { stdio: ["ignore", "ignore", "pipe"], env, encoding: "utf8" });
  let result = apt("install", "--no-install-recommends", ...packages);
  if (result.status !== 0) {
    apt("update");
    result = apt("install", "--no-install-recommends", ...packages);
  }
  if (result.status !== 0)
    throw new Missing(
      `${packages.join(", ")} could not be installed:\n${result.stderr.trim().split("\n").slice(-5).join("\n")}`,
    );
}
