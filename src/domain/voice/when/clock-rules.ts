import { type Rule, rule, tableOf } from "./reduce.ts";
import { type Token, token } from "./token.ts";

type Build = Rule["build"];
const at = (tokens: readonly Token[], index: number): Token => tokens[index] ?? token("word");

/** A time of `hour` plus `minutes`, which may be negative ("Viertel vor drei"). */
function clock(hour: Token, minutes: number): Token | null {
  if (!Number.isInteger(hour.value) || hour.value > 24) return null;
  const certain = hour.kind === "num" && (hour.certain === true || hour.value > 12 || hour.value === 0);
  const minute = hour.value * 60 + minutes;
  if (minute < 0 || minute > 1_440) return null;
  return token("clock", minute, { certain });
}

const withMinutes =
  (hour: number, minute: number): Build =>
  (tokens) => {
    const { value, certain } = at(tokens, minute);
    const isMinute = value <= 59 && (value >= 10 || certain === true || tokens.some(({ kind }) => kind === "hourMark"));
    const read = isMinute && Number.isInteger(value) ? clock(at(tokens, hour), value) : null;
    return read && tokens.every(({ kind }) => kind === "num") ? { ...read, bare: true } : read;
  };

/** "zehn nach drei", "twenty to four". Hours on a twelve-hour face only: "24 nach 15 Uhr" is something else. */
const minutesFrom =
  (sign: 1 | -1, extra = 0): Build =>
  (tokens) => {
    const [minutes, hour] = [at(tokens, 0), at(tokens, tokens.length - 1)];
    const sensible = minutes.value >= 1 && minutes.value <= 29 && hour.value >= 1 && hour.value <= 12;
    return sensible ? clock(hour, sign * minutes.value + extra) : null;
  };

/** "Ten to twelve" is 11:50, but figures ("10 to 12") are a span, unless the minutes can be nothing else. */
const minutesTo: Build = (tokens) => {
  const { value, spelled } = at(tokens, 0);
  const isMinutes = [5, 20, 25].includes(value) || (spelled === true && value === 10) || tokens.length > 3;
  return isMinutes ? minutesFrom(-1)(tokens) : null;
};

const quarters: Rule[] = [
  rule("quarter after num", ([, , hour]) => (hour ? clock(hour, 15) : null)),
  rule("quarter before num", ([, , hour]) => (hour ? clock(hour, -15) : null)),
  rule("quarter to num", ([, , hour]) => (hour ? clock(hour, -15) : null)),
  rule("quarter until num", ([, , hour]) => (hour ? clock(hour, -15) : null)),
  rule("quarter of num", ([, , hour]) => (hour ? clock(hour, -15) : null)),
  // Regional: a quarter of the fourth hour has passed at "Viertel vier".
  rule("quarter num", ([, hour]) => (hour ? clock(hour, -45) : null)),
  rule("threeQuarter num", ([, hour]) => (hour ? clock(hour, -15) : null)),
  rule("half after num", ([, , hour]) => (hour ? clock(hour, 30) : null)),
  // `half` knows its language: "halb drei" is 2:30, British "half two" is 2:30.
  rule("half num", ([half, hour]) => (half && hour ? clock(hour, half.value) : null)),
  rule("half article", ([half]) => (half ? clock(token("num", 1), half.value) : null)),
];

const minutes: Rule[] = ["num", "num minuteUnit"].flatMap((count) => [
  rule(`${count} after half num`, minutesFrom(1, -30)),
  rule(`${count} before half num`, minutesFrom(-1, -30)),
  rule(`${count} after num`, minutesFrom(1)),
  rule(`${count} before num`, minutesFrom(-1)),
  rule(`${count} to num`, minutesTo),
]);

const hours: Rule[] = [
  rule("num hourMark num", withMinutes(0, 2), ["dayUnit", "weekUnit", "minuteUnit"]),
  rule("num hourMark", ([hour]) => (hour ? clock(hour, 0) : null)),
  // "the 10 o'clock one": the article made it look like a day.
  rule("ordinal hourMark", ([hour]) => (hour ? clock({ ...hour, kind: "num" }, 0) : null)),
  rule("article hourMark num", ([, , minute]) =>
    minute && minute.value <= 59 ? token("clock", 60 + minute.value) : null,
  ),
  rule("article hourMark", () => token("clock", 60)),
  rule("num num num", ([hour, zero, minute]) =>
    hour && minute && zero?.value === 0 && minute.value <= 9 ? clock(hour, minute.value) : null,
  ),
  rule("num num", withMinutes(0, 1), ["dayUnit", "weekUnit", "minuteUnit", "to"]),
];

export const clockRules = tableOf([...quarters, ...minutes, ...hours]);

const toHalf =
  (half: "am" | "pm"): Build =>
  ([said]) => {
    const isBare = said?.kind === "num" || said?.kind === "ordinal";
    const known = isBare ? clock(said, 0) : (said ?? null);
    if (!known || known.value >= 780) return known;
    const onFace = known.value % 720;
    return token("clock", half === "pm" ? onFace + 720 : onFace, { certain: true });
  };

/** What follows a time that is already read. */
export const meridiemRules = tableOf([
  rule("clock hourMark am", toHalf("am")),
  rule("clock hourMark pm", toHalf("pm")),
  rule("clock hourMark", ([said]) => said ?? null),
  rule("clock am", toHalf("am")),
  rule("clock pm", toHalf("pm")),
  rule("num am", toHalf("am")),
  rule("ordinal am", toHalf("am")),
  rule("ordinal pm", toHalf("pm")),
  rule("num pm", toHalf("pm")),
]);
