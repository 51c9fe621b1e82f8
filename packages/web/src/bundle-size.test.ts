import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Manifest } from "vite";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

const most = 200 * 1024;
const root = join(import.meta.dirname, "..");
let dist: string;

beforeAll(async () => {
  // Else the build would hold the development version of React.
  vi.stubEnv("NODE_ENV", "production");
  dist = await mkdtemp(join(tmpdir(), "parley-web-"));
  await build({ root, logLevel: "error", build: { outDir: dist, emptyOutDir: true } });
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(dist, { recursive: true, force: true });
});

/** What a browser fetches before the first screen: the scripts of the page, and all that they import at once. */
async function firstLoad(): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8")) as Manifest;
  const found = new Set(["theme.js"]);
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined || found.has(chunk.file)) return;
    found.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  visit("index.html");
  return [...found];
}

/** Bytes that go over the wire; the smallest files have no compressed copy. */
async function transferred(files: readonly string[], ending: string): Promise<number> {
  const sizes = files.map(async (file) => {
    const copy = await stat(join(dist, file + ending)).catch(() => stat(join(dist, file)));
    return copy.size;
  });
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}

it("the first load is at most 200 KiB of compressed JavaScript", async () => {
  const files = await firstLoad();
  const [gzip, brotli] = await Promise.all([transferred(files, ".gz"), transferred(files, ".br")]);
  process.stdout.write(
    `first load: ${files.length} scripts, ${kib(gzip)} KiB gzip, ${kib(brotli)} KiB brotli (at most ${kib(most)})\n`,
  );
  expect(files.length).toBeGreaterThan(1);
  expect(gzip).toBeGreaterThan(30 * 1024);
  expect(gzip).toBeLessThanOrEqual(most);
});

it("nothing that the page's policy would refuse is in the page", async () => {
  const page = await readFile(join(dist, "index.html"), "utf8");
  expect(page).toContain('<script type="module"');
  expect(page).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=/);
});

it("compressed copies lie beside what was built", async () => {
  const page = await readFile(join(dist, "index.html"), "utf8");
  const script = /src="\/(assets\/[^"]+\.js)"/.exec(page)?.[1] ?? "no script";
  const [plain, brotli, zipped] = await Promise.all(
    ["", ".br", ".gz"].map((end) => readFile(join(dist, script + end))),
  );
  expect(brotli?.length).toBeLessThan(zipped?.length ?? 0);
  expect(zipped?.length).toBeLessThan(plain?.length ?? 0);
});

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
