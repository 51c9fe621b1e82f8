import { globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";

export interface Import {
  /** From the root of the project, with "/". */
  readonly from: string;
  /** One of our files as `from` is written, or the name of a package as the import has it. */
  readonly to: string;
  readonly ours: boolean;
  readonly typesOnly: boolean;
}

const packageEntries: Readonly<Record<string, string>> = {
  "@parley/protocol": "packages/protocol/src/index.ts",
  "@parley/client": "packages/client/src/index.ts",
  "@parley/server/testing": "packages/server/src/testing/index.ts",
};

/** Source files under the root: packages and tools. */
export function sourceFiles(root: string): string[] {
  const patterns = ["packages/*/{src,stories,build}/**/*.{ts,tsx}", "tools/**/*.{ts,mjs}"];
  const isOurs = (file: string): boolean => !file.includes("node_modules");
  return globSync(patterns, { cwd: root, exclude: (name) => name.endsWith("node_modules") })
    .map((file) => file.replaceAll("\\", "/"))
    .filter(isOurs)
    .sort();
}

/** Every import and re-export of a file, also those that are made while running, if their name is written out. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]!.message}`);
  const found = [
    ...module.staticImports.map((entry) => ({
      name: entry.moduleRequest.value,
      typesOnly: entry.entries.length > 0 && entry.entries.every(({ isType }) => isType),
    })),
    ...module.staticExports
      .flatMap(({ entries }) => entries)
      .filter(({ moduleRequest }) => moduleRequest !== null)
      .map(({ moduleRequest, isType }) => ({ name: moduleRequest!.value, typesOnly: isType })),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      name: text.slice(moduleRequest.start, moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
      typesOnly: false,
    })),
  ];
  return found.map(({ name, typesOnly }) => ({ from: file, ...target(root, file, name), typesOnly }));
}

function target(root: string, file: string, name: string): { to: string; ours: boolean } {
  const path = name.split("?")[0]!;
  if (!path.startsWith(".")) {
    const entry = packageEntries[path];
    return entry === undefined ? { to: path, ours: path.startsWith("@parley/") } : { to: entry, ours: true };
  }
  const full = resolve(root, dirname(file), path);
  const to = relative(root, full).replaceAll("\\", "/");
  // No rule allows a name like this: what is not there is found as well.
  return { to: statSync(full, { throwIfNoEntry: false })?.isFile() ? to : `(missing) ${to}`, ours: true };
}
