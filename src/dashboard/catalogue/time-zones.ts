/** As a combobox takes it. */
type Zone = { value: string; label: string; note?: string };

/** Cities that people look for and whose zone is named after another. */
const OTHER_CITIES: Record<string, string> = {
  "Europe/Berlin": "Hamburg, München, Munich, Köln, Cologne, Frankfurt, Stuttgart, Düsseldorf, Leipzig",
  "Europe/Vienna": "Wien, Graz, Linz, Salzburg, Innsbruck",
  "Europe/Zurich": "Zürich, Genf, Geneva, Basel, Bern, Lausanne",
  "Europe/London": "Birmingham, Manchester, Glasgow, Edinburgh, Liverpool, Leeds, Cardiff",
  "America/New_York": "Boston, Washington, Philadelphia, Atlanta, Miami, Charlotte",
  "America/Chicago": "Houston, Dallas, Austin, San Antonio, Minneapolis, New Orleans",
  "America/Denver": "Salt Lake City, Albuquerque",
  "America/Phoenix": "Tucson, Arizona",
  "America/Los_Angeles": "San Francisco, Seattle, San Diego, Portland, Las Vegas",
};

/** Every zone, found by its id or by a city in it. `chosen` is among them as it was stored, whatever this browser calls it. */
export function zoneOptions(chosen: string): Zone[] {
  const known = Intl.supportedValuesOf("timeZone");
  const all = known.includes(chosen) ? known : [chosen, ...known];
  return all.map((value) => {
    const cities = OTHER_CITIES[value];
    return { value, label: value, ...(cities ? { note: cities } : {}) };
  });
}

/** "new york" finds America/New_York, "munchen" Europe/Berlin. */
export function matchesZone({ label, note = "" }: Zone, sought: string): boolean {
  return plain(`${label} ${note}`).includes(plain(sought));
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase();
}
