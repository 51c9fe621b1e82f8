import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /** Of `up`, so that a file that was changed after it was applied is noticed. */
  readonly checksum: string;
}

const shipped = fileURLToPath(new URL("../../../../migrations", import.meta.url));
const fileName = /^(\d{4})-([a-z0-9-]+)\.(up|down)\.sql$/;

/** `0001-accounts.up.sql`, `0001-accounts.down.sql` and so on, in order. Throws when one is missing or misnamed. */
export async function readMigrations(folder = shipped): Promise<Migration[]> {
  const texts = new Map<string, string>();
  for (const file of await readdir(folder)) {
    if (!fileName.test(file))
      throw new Error(`${file} is not a migration: they are named 0001-name.up.sql and .down.sql`);
    // A checkout on Windows must not count as a change.
    texts.set(file, (await readFile(`${folder}/${file}`, "utf8")).replaceAll("\r\n", "\n"));
  }
  const ups = [...texts.keys()].filter((file) => file.endsWith(".up.sql")).sort();
  if (texts.size !== ups.length * 2) throw new Error("A migration lacks its up or its down file");
  return ups.map((file, index) => {
    const [, number, name] = fileName.exec(file)!;
    const down = texts.get(file.replace(".up.", ".down."));
    if (down === undefined) throw new Error(`${file} has no way down`);
    if (Number(number) !== index + 1) throw new Error(`${file} should have the number ${index + 1}`);
    const up = texts.get(file)!;
    return { version: index + 1, name: name!, up, down, checksum: createHash("sha256").update(up).digest("hex") };
  });
}
