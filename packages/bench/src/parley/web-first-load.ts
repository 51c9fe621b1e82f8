import { get } from "node:http";

export interface FirstLoad {
  readonly scripts: readonly { readonly path: string; readonly bytes: number }[];
  readonly encoding: string | null;
}

const inPage = /<(?:script[^>]*\ssrc|link[^>]*\srel="modulepreload"[^>]*\shref)="([^"]+\.js)"/g;
const inScript = /(?:^|[;}\s])import(?:[\w${},*\s]+from)?\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/** All JavaScript that a browser must have before the app can start: the page's scripts and what they import at once. */
export async function firstLoad(url: string): Promise<FirstLoad> {
  const page = await fetch(url, { headers: { accept: "text/html" } });
  const waiting = [...(await page.text()).matchAll(inPage)].map((found) => new URL(found[1]!, url).href);
  const scripts = new Map<string, number>();
  let encoding: string | null = null;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (scripts.has(next)) continue;
    const loaded = await compressed(next);
    encoding ??= loaded.encoding;
    scripts.set(next, loaded.bytes);
    for (const found of loaded.text.matchAll(inScript)) waiting.push(new URL(found[1]!, next).href);
  }
  return { scripts: [...scripts].map(([path, bytes]) => ({ path: new URL(path).pathname, bytes })), encoding };
}

/** `fetch` takes the compression off before one can weigh it. */
async function compressed(url: string): Promise<{ bytes: number; encoding: string | null; text: string }> {
  const [bytes, encoding] = await new Promise<[number, string | null]>((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "br, gzip" } }, (response) => {
      let length = 0;
      response.on("data", (chunk: Buffer) => (length += chunk.length));
      response.on("end", () => resolve([length, response.headers["content-encoding"] ?? null]));
    }).on("error", reject);
  });
  const text = await (await fetch(url)).text();
  return { bytes, encoding, text };
}
