#!/usr/bin/env node
const needed = 24;

if (Number(process.versions.node.split(".")[0]) < needed) {
  process.stderr.write(`Parley needs Node ${needed} or newer; this is ${process.versions.node}. "npm start" brings its own.\n`);
  process.exitCode = 1;
} else {
  await import("../src/main.ts");
}
