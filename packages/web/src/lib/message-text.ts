/** A message's body as what is shown. Plain data: whatever renders it makes text nodes, never HTML. */
export type Block = { kind: "text"; spans: readonly Span[] } | { kind: "code"; text: string };
export type Span =
  | { kind: "text" | "code" | "strong" | "emphasis"; text: string }
  | { kind: "link"; text: string; href: string };

const fence = /^```[^\n`]*\n([\s\S]*?)\n?```[ \t]*$/gm;
/** Words between marks. Marks inside of words, and beside blanks, are the writer's own: `2 * 3 * 4`. */
const marked = (mark: string, name: string) =>
  `(?<![\\w*])${mark}(?<${name}>[^\\s*](?:[^*\\n]*[^\\s*])?)${mark}(?![\\w*])`;
const inline = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    '(?<address>https?:\\/\\/[^\\s<>"`]+)',
    marked("\\*\\*", "strong"),
    marked("\\*", "emphasis"),
  ].join("|"),
  "gi",
);

/** Splits a body into text with links and code, and fenced code blocks. */
export function parseMessage(body: string): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const match of body.matchAll(fence)) {
    pushText(blocks, body.slice(from, match.index));
    blocks.push({ kind: "code", text: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  pushText(blocks, body.slice(from));
  return blocks;
}

function pushText(blocks: Block[], text: string): void {
  const trimmed = text.replace(/^\n+/, "").trimEnd();
  if (trimmed !== "") blocks.push({ kind: "text", spans: parseSpans(trimmed) });
}

function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    const span = toSpan(match.groups ?? {});
    if (span === undefined) continue;
    if (match.index > from) spans.push({ kind: "text", text: text.slice(from, match.index) });
    spans.push(span);
    from = match.index + (span.kind === "link" ? span.text.length : match[0].length);
  }
  if (from < text.length) spans.push({ kind: "text", text: text.slice(from) });
  return spans;
}

function toSpan({ code, address, strong, emphasis }: Partial<Record<string, string>>): Span | undefined {
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", text: strong };
  if (emphasis !== undefined) return { kind: "emphasis", text: emphasis };
  return address === undefined ? undefined : toLink(address);
}

function toLink(address: string): Span | undefined {
  const text = withoutTrailingPunctuation(address);
  // Only what the browser itself reads as http or https: `javascript:` and the like must never become a link.
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return undefined;
  return { kind: "link", text, href: url.href };
}

/** `(see https://example.org/a_(b)).` links to `https://example.org/a_(b)`: the sentence's own marks stay outside. */
function withoutTrailingPunctuation(candidate: string): string {
  let end = candidate.length;
  let surplus = count(candidate, ")") - count(candidate, "(");
  for (; end > 0; end--) {
    const last = candidate[end - 1] ?? "";
    if (last === ")" && surplus > 0) surplus--;
    else if (!".,;:!?'*_]}".includes(last)) break;
  }
  return candidate.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
