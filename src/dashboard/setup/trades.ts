type Template = { de: string; en: string; minutes: number; price: number };
export type Trade = (typeof TRADES)[number];

export const TRADES = ["hair", "beauty", "physio", "dental", "garage", "advice"] as const;

/** What such businesses mostly offer. Prices are whole units of the branch's currency, to be corrected. */
export const TEMPLATES: Record<Trade, readonly Template[]> = {
  hair: [
    { de: "Damenhaarschnitt", en: "Women’s haircut", minutes: 60, price: 55 },
    { de: "Herrenhaarschnitt", en: "Men’s haircut", minutes: 30, price: 32 },
    { de: "Kinderhaarschnitt", en: "Children’s haircut", minutes: 30, price: 22 },
    { de: "Färben", en: "Colour", minutes: 120, price: 95 },
    { de: "Bart trimmen", en: "Beard trim", minutes: 20, price: 18 },
  ],
  beauty: [
    { de: "Gesichtsbehandlung", en: "Facial", minutes: 60, price: 69 },
    { de: "Maniküre", en: "Manicure", minutes: 45, price: 35 },
    { de: "Pediküre", en: "Pedicure", minutes: 50, price: 42 },
    { de: "Augenbrauen", en: "Eyebrows", minutes: 20, price: 19 },
  ],
  physio: [
    { de: "Erstbefund", en: "First assessment", minutes: 45, price: 60 },
    { de: "Krankengymnastik", en: "Physiotherapy", minutes: 30, price: 38 },
    { de: "Manuelle Therapie", en: "Manual therapy", minutes: 30, price: 42 },
    { de: "Lymphdrainage", en: "Lymphatic drainage", minutes: 45, price: 48 },
  ],
  dental: [
    { de: "Kontrolle", en: "Check-up", minutes: 20, price: 0 },
    { de: "Zahnreinigung", en: "Cleaning", minutes: 60, price: 110 },
    { de: "Schmerzsprechstunde", en: "Emergency visit", minutes: 20, price: 0 },
    { de: "Beratung", en: "Consultation", minutes: 30, price: 0 },
  ],
  garage: [
    { de: "Inspektion", en: "Service", minutes: 120, price: 180 },
    { de: "Reifenwechsel", en: "Tyre change", minutes: 45, price: 49 },
    { de: "Hauptuntersuchung", en: "Roadworthiness test", minutes: 60, price: 140 },
    { de: "Fehlersuche", en: "Diagnosis", minutes: 60, price: 89 },
  ],
  advice: [
    { de: "Kennenlernen", en: "First talk", minutes: 30, price: 0 },
    { de: "Beratung", en: "Consultation", minutes: 60, price: 120 },
    { de: "Folgetermin", en: "Follow-up", minutes: 30, price: 60 },
  ],
};
