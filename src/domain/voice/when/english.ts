import { createLexicon, type Entry, type Lexicon } from "./lexicon.ts";

const WEEKDAYS = [
  "monday mon",
  "tuesday tue tues",
  "wednesday wed",
  "thursday thu thur thurs",
  "friday fri",
  "saturday sat",
  "sunday sun",
];
const MONTHS = [
  "january jan",
  "february feb",
  "march mar",
  "april apr",
  "may",
  "june jun",
  "july jul",
  "august aug",
  "september sept sep",
  "october oct",
  "november nov",
  "december dec",
];
const CARDINALS = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const ORDINALS = `zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
  fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth`.split(/\s+/);
const TENS = ["", "", "twenty", "thirty", "forty", "fifty"];

/** "twenty four" arrives as two words; the lexer adds them up. */
function* numbers(): Generator<Entry> {
  for (const [n, word] of CARDINALS.entries()) yield ["num", n, word, { spelled: true }];
  for (const [n, word] of ORDINALS.entries()) if (n > 0) yield ["ordinal", n, word, { spelled: true }];
  for (const [tens, word] of TENS.entries()) if (tens > 1) yield ["num", tens * 10, word, { spelled: true }];
  yield ["num", 0, "oh", { spelled: true }];
  yield ["ordinal", 20, "twentieth"];
  yield ["ordinal", 30, "thirtieth"];
  yield ["num", 1.5, "oneandahalf"];
}

function* days(): Generator<Entry> {
  for (const [index, names] of WEEKDAYS.entries()) {
    const [long = ""] = names.split(" ");
    yield ["weekday", index + 1, `${names} ${long}s`];
  }
  for (const [index, names] of MONTHS.entries()) yield ["month", index + 1, names];
}

const PARTS: Entry[] = [
  ["part", 0, "morning mornings", { part: "morning" }],
  ["part", 0, "firstthing", { part: "earlyMorning" }],
  ["part", 0, "midday lunchtime lunch", { part: "midday" }],
  ["part", 0, "afternoon afternoons", { part: "afternoon" }],
  ["part", 0, "evening evenings night nights", { part: "evening" }],
  ["clock", 720, "noon", { certain: true }],
  ["clock", 1_440, "midnight", { certain: true }],
  ["early", 0, "early"],
  ["late", 0, "late"],
];

const ENTRIES: Entry[] = [
  ["hourMark", 0, "oclock"],
  ["am", 0, "am ante"],
  ["pm", 0, "pm"],
  ["half", 30, "half"],
  ["quarter", 0, "quarter"],
  ["article", 1, "a an"],
  ["day", 0, "today"],
  ["day", 1, "tomorrow tomorow tommorow tomorrows"],
  ["day", 2, "overmorrow"],
  ["day", -1, "yesterday"],
  ["weekend", 0, "weekend weekends"],
  ["mod", 0, "this these", { which: "this" }],
  ["mod", 0, "coming upcoming following", { which: "coming" }],
  ["mod", 0, "next", { which: "next" }],
  ["mod", 0, "afternext", { which: "afterNext" }],
  ["mod", 0, "last past", { which: "last" }],
  ["section", 0, "beginning start", { section: "begin" }],
  ["section", 0, "middle mid", { section: "middle" }],
  ["section", 0, "end", { section: "end" }],
  ["minuteUnit", 1, "minute"],
  ["minuteUnit", 1, "minutes mins min", { many: true }],
  ["minuteUnit", 60, "hour"],
  ["minuteUnit", 60, "hours hrs", { many: true }],
  ["dayUnit", 1, "day"],
  ["dayUnit", 1, "days", { many: true }],
  ["weekUnit", 7, "week"],
  ["weekUnit", 7, "weeks", { many: true }],
  ["monthUnit", 1, "month"],
  ["monthUnit", 1, "months", { many: true }],
  ["after", 0, "after past"],
  ["before", 0, "before"],
  ["from", 0, "from"],
  ["until", 0, "until till til by"],
  ["to", 0, "to through thru"],
  ["between", 0, "between"],
  ["around", 0, "around about approximately roughly circa ish near"],
  ["at", 0, "at"],
  ["and", 0, "and"],
  ["or", 0, "or"],
  ["in", 0, "in"],
  ["on", 0, "on"],
  ["of", 0, "of"],
  ["within", 0, "within"],
  // "the 24": the figure after it is a day, with or without its ending.
  ["dayMark", 0, "the"],
  ["now", 0, "now immediately"],
  ["any", 0, "anytime asap whenever soon soonest earliest flexible"],
  ["not", 0, "not no except without dont cant wont"],
];

const FILLERS = `
  please thanks thank you i id ill im we wed like want would could can do does to come in be is it its for me us my our
  maybe perhaps possible possibly if that thats works work best good better great prefer preferably ideally sometime some
  time appointment appointments booking slot slots available availability opening open free book schedule have get need ok
  okay yes yeah um uh er well so just sharp exactly then there with few couple during hello hi hey
`;

const PHRASES: Record<string, string> = {
  "the day after tomorrow": "overmorrow",
  "day after tomorrow": "overmorrow",
  "week after next": "afternext week",
  tonight: "today evening",
  "as soon as possible": "anytime",
  "as early as possible": "anytime",
  "as soon as you can": "anytime",
  "next available": "anytime",
  "first available": "anytime",
  "earliest possible": "anytime",
  "earliest available": "anytime",
  "next appointment": "anytime",
  "right now": "now",
  "right away": "now",
  "straight away": "now",
  "any time": "anytime",
  "no preference": "anytime",
  "doesnt matter": "anytime",
  "dont mind": "anytime",
  "dont care": "anytime",
  "first thing": "firstthing",
  "mid morning": "late morning",
  "mid afternoon": "afternoon",
  "end of the day": "late afternoon",
  "end of day": "late afternoon",
  "close of business": "late afternoon",
  "not before": "from",
  "not until": "from",
  "no earlier than": "from",
  "not earlier than": "from",
  "any time after": "after",
  "anytime after": "after",
  "any time before": "before",
  "anytime before": "before",
  "no later than": "until",
  "not later than": "until",
  "not after": "until",
  "at the latest": "",
  "at the earliest": "",
  "after work": "from 17:00",
  "after lunch": "from 13:00",
  "before lunch": "until 12:00",
  "half an hour": "30 minutes",
  "a half hour": "30 minutes",
  "an hour and a half": "90 minutes",
  "one and a half": "oneandahalf",
  "a fortnight": "two weeks",
  "christmas eve": "december 24",
  "christmas day": "december 25",
  "boxing day": "december 26",
  "new years eve": "december 31",
  "new years day": "january 1",
  "good morning": "hello",
  "good afternoon": "hello",
  "good evening": "hello",
};

function* entries(): Generator<Entry> {
  yield ["filler", 0, FILLERS.trim().replaceAll(/\s+/g, " ")];
  yield* numbers();
  yield* days();
  yield* PARTS;
  yield* ENTRIES;
}

export const english: Lexicon = createLexicon(entries(), PHRASES, () => null);
