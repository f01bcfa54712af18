/** Whether somebody said one of a business's emergency words. As whole words, whatever their case and accents. */
export function hearsEmergency(spoken: readonly (string | null | undefined)[], words: readonly string[]): boolean {
  const heard = ` ${plain(spoken.filter(Boolean).join(" "))} `;
  return words.some((word) => plain(word) !== "" && heard.includes(` ${plain(word)} `));
}

function plain(text: string): string {
  const folded = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll(/\p{M}/gu, "");
  return folded.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
}
