import type { Language } from "../../../src/domain/language.ts";
import type { Caller } from "./line.ts";

type Random = () => number;

/** Mulberry32: the same seed tells the same story. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const FIRST_NAMES = {
  de: ["Nadine", "Jonas", "Aylin", "Sebastian", "Greta", "Mehmet", "Katharina", "Lukas", "Paula", "Henrik"],
  en: ["Olivia", "Daniel", "Priya", "George", "Hannah", "Marcus", "Chloe", "Samuel", "Ella", "Thomas"],
} as const satisfies Record<Language, readonly [string, ...string[]]>;

const LAST_NAMES = {
  de: ["Krause", "Yılmaz", "Lehmann", "Brandt", "Schröder", "Albrecht", "Weiß", "Peters", "Nowak", "Hofmann"],
  en: ["Bennett", "Clarke", "Patel", "Foster", "Murphy", "Hughes", "Sullivan", "Reid", "Walsh", "Carter"],
} as const satisfies Record<Language, readonly [string, ...string[]]>;

/** Somebody new: numbers come from blocks kept free for films (030 23125, 0176 040690), so no real phone can ever ring. */
export function aCaller(random: Random, language: Language, { isMobile = false } = {}): Caller {
  const extension = String(Math.floor(random() * 100_000)).padStart(5, "0");
  const name = `${pick(random, FIRST_NAMES[language])} ${pick(random, LAST_NAMES[language])}`;
  return { name, phone: isMobile ? `+49176040690${extension.slice(-2)}` : `+493023125${extension}` };
}
