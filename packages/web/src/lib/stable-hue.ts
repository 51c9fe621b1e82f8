/** Hues that can be told apart, and that stay pleasant in both themes. */
const hues = [12, 32, 55, 95, 140, 168, 195, 222, 250, 278, 305, 338];

/** The same hue for the same id, everywhere and always. */
export function stableHue(id: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 16_777_619) >>> 0;
  }
  return hues[hash % hues.length] ?? 0;
}
