import { formatId, type IdPrefix } from "../../src/domain/ids.ts";

/** Chance that always falls the same way for the same seed. */
export type Dice = {
  /** In [0, 1). */
  next(): number;
  /** Both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly (readonly [value: T, weight: number])[]): T;
};

export function createDice(seed: string): Dice {
  const next = createGenerator(seed);
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => entry(list, between(0, list.length - 1));
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    weighted: (list) => weigh(list, next()),
  };
}

/** The same name has the same id on every machine. */
export function seededId<Prefix extends IdPrefix>(prefix: Prefix, name: string) {
  const { between } = createDice(`${prefix}|${name}`);
  return formatId(
    prefix,
    Uint8Array.from({ length: 16 }, () => between(0, 255)),
  );
}

export function seededHex(name: string, length: number): string {
  const { between } = createDice(name);
  return Array.from({ length }, () => between(0, 15).toString(16)).join("");
}

function weigh<T>(list: readonly (readonly [T, number])[], share: number): T {
  let left = share * list.reduce((sum, [, weight]) => sum + weight, 0);
  const found = list.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  return (found ?? entry(list, list.length - 1))[0];
}

function entry<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError("nothing to choose from");
  return value;
}

/** sfc32, seeded by 128 bits mixed from the text. */
function createGenerator(seed: string): () => number {
  let [a, b, c, d] = mix(seed);
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 16; round++) next();
  return next;
}

function mix(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];
  for (let i = 0; i < text.length; i++) {
    const lane = i % 4;
    words[lane] = Math.imul((words[lane] ?? 0) ^ text.charCodeAt(i) ^ (i << 8), 0x01000193 + lane * 0x10);
    words[(lane + 1) % 4] = ((words[(lane + 1) % 4] ?? 0) + (words[lane] ?? 0)) | 0;
  }
  return words;
}
