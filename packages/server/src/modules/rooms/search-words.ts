const wordsMax = 8;

/**
 * What somebody typed as a tsquery for words or their beginnings; null when there is no word in it. Only letters, marks and
 * digits are left, so nothing typed is an operator of the query language.
 */
export function searchWords(typed: string): string | null {
  const plain = typed
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const words = plain.match(/[\p{L}\p{M}\p{N}]+/gu);
  return (
    words &&
    words
      .slice(0, wordsMax)
      .map((word) => `${word}:*`)
      .join(" & ")
  );
}
