import type { BranchId, CustomerId } from "../../src/domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";
import { BRANCHES } from "./business.ts";
import { createDice, type Dice, seededId } from "./dice.ts";

export type Person = {
  id: CustomerId;
  name: string;
  phone: string;
  email: string | null;
  /** Where they usually go. */
  branchId: BranchId;
  createdAt: EpochMs;
};

export const FIRST_NAMES =
  "Anna Lukas Sophie Paul Marie Felix Emma Jonas Lea Maximilian Hannah Leon Clara David Johanna Moritz Charlotte Emre Elif Deniz Yusuf Zeynep Amina Omar Nour Milan Jelena Ivana Marek Agnieszka Katarzyna Pawel Olga Dmitri Anastasia Giulia Matteo Chiara Carlos Lucia Pierre Camille Aisha Kwame Linh Minh Mei Ravi Priya Ingrid Heinz Renate Günter Ursula Brigitte Jürgen Sabine Thorsten Silke Anke".split(
    " ",
  );
export const LAST_NAMES =
  "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel Friedrich Keller Günther Yılmaz Kaya Demir Şahin Nowak Kowalski Nguyen Rossi García Petrović Haddad".split(
    " ",
  );

const CUSTOMERS = 160;

export function demoCustomers(now: EpochMs): Person[] {
  const dice = createDice("customers");
  const names = uniqueNames(dice);
  return names.map((name, index) => ({
    id: seededId("cus", String(index)),
    name,
    phone: fictionalMobile(index),
    email: dice.chance(0.7) ? `${toAscii(name)}@example.com` : null,
    branchId: dice.pick(BRANCHES).id,
    createdAt: now - dice.between(46, 700) * DAY_MS - dice.between(0, DAY_MS),
  }));
}

function uniqueNames(dice: Dice): string[] {
  const names = new Set<string>();
  while (names.size < CUSTOMERS) names.add(`${dice.pick(FIRST_NAMES)} ${dice.pick(LAST_NAMES)}`);
  return [...names];
}

/** From the two blocks of a hundred that the Bundesnetzagentur keeps for films: they reach nobody. */
function fictionalMobile(index: number): string {
  const block = index < 100 ? "+49171392" : "+49176040690";
  const digits = index < 100 ? 4 : 2;
  return block + String(index % 100).padStart(digits, "0");
}

function toAscii(name: string): string {
  const spelled = name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss");
  return spelled
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replace(/[^a-z ]/g, "")
    .replaceAll(" ", ".");
}
