/**
 * What the full-text tables are asked for: for each word its keyed hashes, of which a document must have one. Hashes are
 * hexadecimal, so none of them is a word of that language.
 */
export function holdingAll(words: readonly (readonly string[])[]): string {
  return words.map((tokens) => `(${tokens.map((token) => `"${token}"`).join(" OR ")})`).join(" AND ");
}
