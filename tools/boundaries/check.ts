import { fileURLToPath } from "node:url";
import { checkImports } from "./check-imports.ts";

const { files, imports, violations } = checkImports(fileURLToPath(new URL("../..", import.meta.url)));
for (const violation of violations) console.error(violation);
console.error(`${imports} imports in ${files} files`);
// A pattern that matches nothing must not look like order.
process.exitCode = violations.length > 0 || files < 100 ? 1 : 0;
