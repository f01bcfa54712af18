import { describe, expect, it } from "vitest";
import { findAnswer } from "../../../src/domain/voice/knowledge.ts";
import type { KnowledgeEntry } from "../../../src/domain/voice/voice-rules.ts";
import { newId } from "../../../src/use-cases/new-id.ts";

const entry = (language: "de" | "en", question: string, answer: string, tags: string[] = []): KnowledgeEntry => ({
  id: newId("kno"),
  branchId: null,
  question,
  answer,
  language,
  tags,
});

const german = [
  entry("de", "Gibt es Parkplätze?", "Direkt hinter dem Haus, für Kundschaft kostenlos.", ["parken", "Auto"]),
  entry("de", "Kann ich mit Karte bezahlen?", "Ja, mit allen gängigen Karten.", ["EC", "Kreditkarte", "Zahlung"]),
  entry("de", "Muss ich mit nassen Haaren kommen?", "Nein, wir waschen Ihre Haare hier."),
  entry("de", "Sind Hunde erlaubt?", "Ja, kleine Hunde an der Leine sind willkommen.", ["Hund", "Tiere"]),
  entry("de", "Verkaufen Sie Gutscheine?", "Ja, an der Kasse, in jeder Höhe."),
];
const english = [
  entry("en", "Is there parking?", "Right behind the house, free for customers.", ["car park"]),
  entry("en", "Can I pay by card?", "Yes, all the usual cards.", ["credit card"]),
  entry("en", "Do you have wheelchair access?", "Yes, the entrance is level.", ["accessible"]),
];
const all = [...german, ...english];

describe("a question that is written down", () => {
  it.each([
    ["de", "Wo kann ich denn bei Ihnen parken?", 0],
    ["de", "Haben Sie einen Parkplatz", 0],
    ["de", "Nehmen Sie auch Kreditkarten?", 1],
    ["de", "Kann ich bei Ihnen mit der Karte zahlen?", 1],
    ["de", "Darf mein Hund mitkommen?", 3],
    ["de", "Ich möchte gern einen Gutschein kaufen", 4],
  ] as const)("in %s, %s, is answered by its entry", (language, question, at) => {
    expect(findAnswer(question, language, all)?.entry.id).toBe(german[at]?.id);
  });

  it.each([
    ["en", "where can I park my car", 0],
    ["en", "do you take credit cards?", 1],
    ["en", "are you wheelchair accessible", 2],
  ] as const)("in %s, %s, is answered by its entry", (language, question, at) => {
    expect(findAnswer(question, language, all)?.entry.id).toBe(english[at]?.id);
  });
});

describe("a question that is not", () => {
  it.each([
    ["de", "Machen Sie auch Hausbesuche?"],
    ["de", "Was kostet ein Haarschnitt?"],
    ["de", "Und was ist mit dem?"],
    ["en", "Do you sell shampoo?"],
    ["en", "who are you"],
    ["en", ""],
  ] as const)("in %s, %s, gets no answer", (language, question) => {
    expect(findAnswer(question, language, all)).toBeNull();
  });

  it("is not answered in another language", () => {
    expect(findAnswer("Is there parking?", "de", english)).toBeNull();
  });
});

it("the same words have the same answer and score, whatever the order of the others", () => {
  const [one, other] = [findAnswer("parken", "de", all), findAnswer("parken", "de", all.toReversed())];
  expect(other).toEqual(one);
  expect(one?.score).toBeGreaterThan(0.5);
});
