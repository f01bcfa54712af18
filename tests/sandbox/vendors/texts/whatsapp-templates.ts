/** What Meta has of the demo's account: two that can be sent, one that waits, one with a picture. */
export const templates = [
  template("termin_erinnerung", "de", "APPROVED", "Erinnerung: Ihr Termin {{1}} ist am {{2}} um {{3}}."),
  template("appointment_reminder", "en_US", "APPROVED", "A reminder: {{1}} on {{2}} at {{3}}."),
  template("rueckfrage", "de", "APPROVED", "Guten Tag, wir haben eine Frage zu {{1}}. Antworten Sie einfach hier."),
  template("termin_bestaetigt", "de", "PENDING", "Ihr Termin {{1}} am {{2}} um {{3}} ist bestätigt."),
  template("fruehling", "de", "APPROVED", "Der Frühling ist da!", { type: "HEADER", format: "IMAGE" }),
];

function template(name: string, language: string, status: string, text: string, head?: object) {
  const components = [...(head ? [head] : []), { type: "BODY", text }];
  return { name, language, status, category: "UTILITY", id: `${name}/${language}`, components };
}

export function placesOf(text: string): number {
  return text.match(/\{\{\d+\}\}/g)?.length ?? 0;
}
