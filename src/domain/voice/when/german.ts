import { createLexicon, type Entry, inflect, type Lexicon } from "./lexicon.ts";

// Umlauts are written out (ae, oe, ue, ss): the text is folded like this before it is read.

const WEEKDAYS = [
  "montag mo",
  "dienstag di",
  "mittwoch mi",
  "donnerstag do",
  "freitag fr",
  "samstag sa sonnabend",
  "sonntag", // not "so": it is a word of its own
];
const MONTHS = [
  "januar jan jaenner",
  "februar feb feber",
  "maerz",
  "april apr",
  "mai",
  "juni jun",
  "juli jul",
  "august aug",
  "september sept sep",
  "oktober okt",
  "november nov",
  "dezember dez",
];
const UNITS = ["", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun"];
const TEENS = [
  "zehn",
  "elf",
  "zwoelf",
  "dreizehn",
  "vierzehn",
  "fuenfzehn",
  "sechzehn",
  "siebzehn",
  "achtzehn",
  "neunzehn",
];
const TENS = ["", "", "zwanzig", "dreissig", "vierzig", "fuenfzig"];
const IRREGULAR_ORDINALS: Record<number, string> = { 1: "ers", 3: "drit", 7: "sieb", 8: "ach" };

function cardinal(n: number): string {
  if (n === 0) return "null";
  if (n === 1) return "eins";
  if (n < 10) return UNITS[n] ?? "";
  if (n < 20) return TEENS[n - 10] ?? "";
  const tens = TENS[Math.floor(n / 10)] ?? "";
  return n % 10 === 0 ? tens : `${UNITS[n % 10]}und${tens}`;
}

function* numbers(): Generator<Entry> {
  for (let n = 0; n < 60; n++) yield ["num", n, cardinal(n), { spelled: true }];
  yield ["num", 2, "zwo", { spelled: true }];
  for (let n = 1; n <= 31; n++) {
    const stem = IRREGULAR_ORDINALS[n] ?? (n < 20 ? cardinal(n) : `${cardinal(n)}s`);
    yield ["ordinal", n, inflect(`${stem}te`, " n r s m")];
  }
  yield ["ordinal", 7, inflect("siebente", " n r s m")];
}

function* days(): Generator<Entry> {
  for (const [index, names] of WEEKDAYS.entries()) {
    const [long = ""] = names.split(" ");
    yield ["weekday", index + 1, `${names} ${long}s`];
  }
  yield ["weekday", 6, "sonnabends"];
  for (const [index, names] of MONTHS.entries()) yield ["month", index + 1, names];
}

const PARTS: Entry[] = [
  ["part", 0, "frueh morgenfrueh fruehmorgens", { part: "earlyMorning" }],
  ["part", 0, "vormittag vormittags morgens", { part: "morning" }],
  ["part", 0, "spaetvormittag", { part: "lateMorning" }],
  ["part", 0, "mittag mittags mittagszeit mittagspause", { part: "midday" }],
  ["part", 0, "nachmittag nachmittags", { part: "afternoon" }],
  ["part", 0, "spaetnachmittag spaetnachmittags", { part: "lateAfternoon" }],
  ["part", 0, "abend abends", { part: "evening" }],
  ["part", 0, "spaetabends", { part: "lateEvening" }],
  ["part", 0, "nacht nachts", { part: "night" }],
  ["clock", 1_440, "mitternacht", { certain: true }],
  ["early", 0, inflect("fruehe", " n r s m")],
  ["late", 0, `spaet ${inflect("spaete", " n r s m")}`],
];

const ENTRIES: Entry[] = [
  ["hourMark", 0, "uhr h"],
  ["am", 0, "ante"],
  ["half", -30, `halb ${inflect("halbe", " n r s")}`],
  ["quarter", 0, "viertel"],
  ["threeQuarter", 0, "dreiviertel"],
  ["article", 1, "ein eine einer einem einen"],
  ["num", 1.5, "anderthalb eineinhalb"],
  ["day", 0, "heute heut heutigen"],
  // "morgen" itself is decided by the lexer: tomorrow, or the morning of the day before it.
  ["day", 1, inflect("morgige", " n r s")],
  ["day", 2, "uebermorgen"],
  ["day", -1, "gestern"],
  ["day", -2, "vorgestern"],
  ["weekend", 0, "wochenende wochenend"],
  ["isoWeek", 0, "kw kalenderwoche"],
  ["mod", 0, inflect("diese", " n r s m"), { which: "this" }],
  ["mod", 0, `${inflect("kommende", " n r s m")} ${inflect("folgende", " n r s m")}`, { which: "coming" }],
  ["mod", 0, inflect("naechste", " n r s m"), { which: "next" }],
  ["mod", 0, inflect("uebernaechste", " n r s m"), { which: "afterNext" }],
  ["mod", 0, `${inflect("letzte", " n r s m")} ${inflect("vergangene", " n r s m")}`, { which: "last" }],
  ["section", 0, "anfang beginn", { section: "begin" }],
  ["section", 0, "mitte", { section: "middle" }],
  ["section", 0, "ende", { section: "end" }],
  ["minuteUnit", 1, "minute"],
  ["minuteUnit", 1, "minuten min", { many: true }],
  ["minuteUnit", 60, "stunde"],
  ["minuteUnit", 60, "stunden std", { many: true }],
  ["dayUnit", 1, "tag tages"],
  ["dayUnit", 1, "tage tagen", { many: true }],
  ["weekUnit", 7, "woche"],
  ["weekUnit", 7, "wochen", { many: true }],
  ["monthUnit", 1, "monat monats"],
  ["monthUnit", 1, "monate monaten", { many: true }],
  ["after", 0, "nach ueber"],
  ["before", 0, "vor"],
  ["from", 0, "ab von"],
  ["until", 0, "bis spaetestens"],
  ["between", 0, "zwischen"],
  ["around", 0, "gegen circa ca etwa ungefaehr rund"],
  ["at", 0, "um"],
  ["and", 0, "und"],
  ["or", 0, "oder bzw beziehungsweise"],
  ["in", 0, "in im"],
  ["within", 0, "innerhalb binnen"],
  // "am 24", "den 24": the figure after them is a day, with or without its dot.
  ["dayMark", 0, "am den dem vom zum der"],
  ["now", 0, "jetzt sofort gleich"],
  ["any", 0, "irgendwann egal jederzeit flexibel schnellstmoeglich baldmoeglichst baldmoeglich asap demnaechst bald"],
  ["any", 0, `${inflect("naechstmoegliche", " n r s m")} ${inflect("fruehestmoegliche", " n r s m")}`],
  ["not", 0, "nicht kein keine keinen keiner ausser ohne"],
];

// Polite or empty words. An unknown word makes us careful, so the list is long.
const FILLERS = `
  die das des an auf zu zur so schon noch bitte danke gern gerne mal doch vielleicht punkt genau ich wir
  es er sie moechte moechten wuerde wuerden haette haetten will wollen brauche koennte koennten kann koennen kommen gehen
  geht ginge passt passen waere ist sein gut guten besten lieber liebsten ehesten termin termine terminen freien freie
  freier frei uhrzeit zeit zeiten datum mir uns fuer mich ja also aehm aeh hm ok okay dann da wenn moeglich moeglichst gehts
  buchen reservieren haben hallo eher irgendwo irgendwie wann wieder einfach nur etwas was wo gegangen mit paar jahr jahres
  buchung reservierung tagsueber
`;

const PHRASES: Record<string, string> = {
  "so frueh wie moeglich": "irgendwann",
  "so bald wie moeglich": "irgendwann",
  "sobald wie moeglich": "irgendwann",
  "so schnell wie moeglich": "irgendwann",
  "so zeitnah wie moeglich": "irgendwann",
  "moeglichst bald": "irgendwann",
  "moeglichst frueh": "irgendwann",
  "moeglichst schnell": "irgendwann",
  "moeglichst zeitnah": "irgendwann",
  "naechster freier termin": "irgendwann",
  "naechsten freien termin": "irgendwann",
  "naechster termin": "irgendwann",
  "naechsten termin": "irgendwann",
  "erster freier termin": "irgendwann",
  "ersten freien termin": "irgendwann",
  "fruehester termin": "irgendwann",
  "fruehesten termin": "irgendwann",
  "am morgen": "morgens",
  "am fruehen morgen": "frueh",
  "in der frueh": "frueh",
  "in der fruehe": "frueh",
  "als erstes": "frueh",
  "zur mittagszeit": "mittags",
  "drei viertel": "dreiviertel",
  "eine halbe stunde": "30 minuten",
  "einer halben stunde": "30 minuten",
  "eine dreiviertelstunde": "45 minuten",
  "einer dreiviertelstunde": "45 minuten",
  "einer dreiviertel stunde": "45 minuten",
  "einer viertelstunde": "15 minuten",
  "nicht spaeter als": "bis",
  "spaetestens um": "bis",
  "spaetestens bis": "bis",
  "nicht frueher als": "ab",
  "fruehestens um": "ab",
  "fruehestens ab": "ab",
  fruehestens: "ab",
  "nicht vor": "ab",
  "nicht nach": "bis",
  "nach der arbeit": "ab 17:00",
  "nach feierabend": "ab 17:00",
  "nach dem mittagessen": "ab 13:00",
  "nach dem mittag": "ab 13:00",
  "nach der mittagspause": "ab 13:00",
  "vor dem mittagessen": "bis 12:00",
  "vor dem mittag": "bis 12:00",
  "kurz nach": "gegen",
  "kurz vor": "gegen",
  "so um": "gegen",
  "so gegen": "gegen",
  heiligabend: "24. dezember",
  "heiliger abend": "24. dezember",
  silvester: "31. dezember",
  neujahr: "1. januar",
  "guten morgen": "hallo",
  "guten tag": "hallo",
  "guten abend": "hallo",
};

const WEEKDAY_PREFIX = /^(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)([a-z]+)$/;

/** "dienstagnachmittag" is a weekday and a time of day. */
function split(word: string): [string, string] | null {
  const found = WEEKDAY_PREFIX.exec(word);
  if (!found) return null;
  const [, weekday = "", rest = ""] = found;
  return [weekday, rest === "morgen" ? "morgens" : rest];
}

function* entries(): Generator<Entry> {
  yield ["filler", 0, FILLERS.trim().replaceAll(/\s+/g, " ")];
  yield* numbers();
  yield* days();
  yield* PARTS;
  yield* ENTRIES;
}

export const german: Lexicon = createLexicon(entries(), PHRASES, split);
