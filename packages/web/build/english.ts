import type { Plugin } from "vite";

const localeFile = /\/[a-z]{2}-[A-Z]{2}\.mjs$/;

/** react-aria carries its words in thirty languages. The app speaks English for now, so one copy is enough. */
export function english(): Plugin {
  return {
    name: "parley:english",
    enforce: "pre",
    apply: "build",
    resolveId(source, importer) {
      if (!localeFile.test(source) || !importer?.includes("/react-")) return null;
      return this.resolve(source.replace(localeFile, "/en-US.mjs"), importer, { skipSelf: true });
    },
  };
}
