/** A template as it is sent: what Meta has approved, with this message's own words in its places. */
export type FilledTemplate = { name: string; language: string; parameters: string[] };

const PLACE = /\{\{\s*(\d{1,2})\s*\}\}/g;
const BUSINESS_SCOPED_USER = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** People may show a user name instead of their number: then this id stands for them, at this business alone. */
export function isWhatsappUser(address: string): boolean {
  return BUSINESS_SCOPED_USER.test(address);
}

/** How many words of one's own a template has places for. */
export function countPlaces(text: string): number {
  return Math.max(0, ...[...text.matchAll(PLACE)].map(([, number]) => Number(number)));
}

/** The text as they will read it. */
export function fillPlaces(text: string, parameters: readonly string[]): string {
  return text.replaceAll(PLACE, (_, number: string) => parameters[Number(number) - 1] ?? "");
}

/** Meta refuses line breaks, tabs and empty words in parameters. */
export function asParameter(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim() || "–";
}
