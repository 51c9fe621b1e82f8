import { importsOf, sourceFiles, type Import } from "./read-imports.ts";
import { rules, type Rule } from "./rules.ts";

export interface Findings {
  readonly files: number;
  readonly imports: number;
  /** In words, one a line. */
  readonly violations: readonly string[];
}

/** Reads every import of the project and says which ones no rule allows. */
export function checkImports(root: string, table: readonly Rule[] = rules): Findings {
  const files = sourceFiles(root);
  const violations: string[] = [];
  let imports = 0;
  for (const file of files) {
    const rule = table.find(({ from }) => from.test(file));
    if (rule === undefined) {
      violations.push(`${file}: no rule says what this file may import (tools/boundaries/rules.ts)`);
      continue;
    }
    const found = importsOf(root, file);
    imports += found.length;
    for (const entry of found)
      if (!allowed(rule, entry)) violations.push(`${file} may not import ${entry.to}${asValue(rule, entry)}`);
  }
  return { files: files.length, imports, violations };
}

function allowed(rule: Rule, { to, ours, typesOnly }: Import): boolean {
  const known = (ours ? rule.own : rule.packages).some((pattern) => pattern.test(to));
  return known && (typesOnly || !(rule.typesOnly ?? []).some((pattern) => pattern.test(to)));
}

function asValue(rule: Rule, entry: Import): string {
  return allowed(rule, { ...entry, typesOnly: true }) ? " but for its types" : "";
}
