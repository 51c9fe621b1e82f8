import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { closeKinds } from "@parley/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, TestSocket, type TestServer } from "../testing/index.ts";

const page = await readFile(new URL("../../../../docs/protocol.md", import.meta.url), "utf8");
let server: TestServer;
let folder: string;
const ended: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), "parley-page-"));
});
afterAll(async () => {
  for (const end of ended) end();
  await server.close();
  await rm(folder, { recursive: true });
});

/** The code of the page that a reader would paste. */
function pasted(language: string, under: string): string {
  const section = page.slice(page.indexOf(`## ${under}`));
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)![1]!;
}

/** A way to the server that can be cut. */
async function openProxy(): Promise<{ url: string; cut(): void }> {
  const open = new Set<Socket>();
  const proxy: Server = createServer((near) => {
    const far = connect(Number(new URL(server.url).port), "127.0.0.1");
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => open.delete(socket));
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const cut = () => open.forEach((socket) => socket.destroy());
  ended.push(() => proxy.close(), cut);
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, cut };
}

class Chatter {
  readonly #process: ChildProcess;
  #said = "";

  constructor(file: string, url: string, name: string) {
    this.#process = spawn(process.execPath, [file, url, name, "correct horse battery", "Tea room"]);
    this.#process.stdout!.on("data", (chunk) => (this.#said += String(chunk)));
    this.#process.stderr!.on("data", (chunk) => (this.#said += `! ${String(chunk)}`));
    ended.push(() => this.#process.kill());
  }

  type(line: string): void {
    this.#process.stdin!.write(`${line}\n`);
  }

  lines(): string[] {
    return this.#said.split("\n").filter(Boolean);
  }

  shows(...lines: string[]): Promise<void> {
    return expect.poll(() => this.lines(), { timeout: 12_000 }).toEqual(lines);
  }
}

test("the client in 50 lines is that short, talks, and loses nothing when its connection is cut", async () => {
  const code = pasted("js", "A client in 50 lines");
  expect(code.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(50);
  const file = join(folder, "chat.mjs");
  await writeFile(file, code);
  const { url, cut } = await openProxy();
  const ada = new Chatter(file, server.url, "ada");
  ada.type("Tea?");
  await ada.shows("ada: Tea?");
  const grace = new Chatter(file, url, "grace");
  await expect.poll(async () => roomMembers()).toBe(2);
  // Her place in the room is taken at joining: what is said from then on, she gets, connected or not.
  ada.type("Are you there?");
  await grace.shows("ada: Are you there?");
  cut();
  ada.type("Hello?");
  grace.type("Just a moment.");
  await ada.shows("ada: Tea?", "ada: Are you there?", "ada: Hello?", "grace: Just a moment.");
  await grace.shows("ada: Are you there?", "ada: Hello?", "grace: Just a moment.");
});

async function roomMembers(): Promise<number> {
  const [row] = await server.store.query<{ count: number }>("select count(*) as count from members");
  return row!.count;
}

test("what the page does by hand works as it stands there", async () => {
  const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", pasted("sh", "By hand")], {
    env: { ...process.env, SERVER: server.url },
  });
  expect(stdout).toContain('"body":"Hello from curl"');
  const [, query, frame] = /\/ws(\?ticket=\S+)\n(\{.*\})/.exec(stdout)!;
  const socket = new TestSocket(server.url, { query: query! });
  await socket.opened();
  await socket.hello();
  socket.ws.send(frame!);
  const reply = await socket.waitFor(({ id }) => id === 1);
  const room = (reply.ok as { rooms: { room: string; status: string }[] }).rooms[0]!;
  expect(room.status).toBe("live");
  const [say] = [...page.matchAll(/```json\n(.*"messages\.send".*)\n```/g)].map(([, text]) => text!);
  socket.ws.send(say!.replace("<ROOM>", room.room).replace("<a new UUID>", crypto.randomUUID()));
  expect(await socket.waitForSeq(room.room, 4)).toMatchObject({ body: "Hello from a socket" });
  await socket.close();
});

test("the page's table of close codes says of each what the contract says", () => {
  const rows = [...page.matchAll(/^\| (\d{4}.*?) \| .* \| (.*) \|$/gm)];
  const then = { resume: /connect again after|the same/, authenticate: /renew the token/, never: /sign in|repair/ };
  for (const [code, { reconnect }] of Object.entries(closeKinds)) {
    const row = rows.find(([, codes]) => codes!.includes(code));
    expect([code, row?.[2]]).toEqual([code, expect.stringMatching(then[reconnect])]);
  }
});
