import type { Language } from "../language.ts";

const MAX_SPOKEN = 1_500;
const MIN_STEM = 4;

/** Words that every question has, after folding. */
const EMPTY: Record<Language, ReadonlySet<string>> = {
  de: new Set(
    `aber als also am an auch auf aus bei bin bis bekommen bieten bitte da dann darf denn das dass dem den der des dich die dir doch du durfen ein eine
    einem einen einer eines er es etwas euch finden fur gern gerne geht gibt habe haben hat hatte hatten hier ich ihm ihn ihnen
    ihr ihre ihrem ihren im in ist ja kann kaufen kommen konnen konnten machen man mal mein meine mich mir mit mochte mochten muss mussen nach nehmen nicht
    noch nun nur ob oder sagen schon sein seid sie sind so uber um und uns unser unsere vom von vor war was welche welcher
    welches wenn wer werden wie wieso wir wird wo woher wohin wollen wollte wissen zu zum zur`.split(/\s+/),
  ),
  en: new Set(
    `a about also am an and any are as at be been but by can could did do does for from get got had has have hello hi how i
    if in is it its just know like me my of on or our please sell so take tell that the their them there they this to us was we were
    what when where which who will with would you your`.split(/\s+/),
  ),
};
const ENDINGS: Record<Language, readonly string[]> = {
  de: ["ungen", "ung", "ern", "en", "er", "es", "em", "e", "n", "s"],
  en: ["ings", "ing", "ies", "ed", "es", "s", "y"],
};

/** The words of a sentence that carry its meaning, as stems, each once. Umlauts and their spellings are the same. */
export function contentWords(text: string, language: Language): string[] {
  const words = fold(text.slice(0, MAX_SPOKEN)).split(/[^\p{L}\p{N}]+/u);
  const meant = words.filter((word) => word !== "" && !EMPTY[language].has(word));
  return [...new Set(meant.map((word) => stem(word, language)))];
}

function fold(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll(/\p{M}/gu, "");
  return plain.replaceAll(/([aou])e/g, "$1");
}

/** Light: what remains need not be a word, only the same for its forms. */
function stem(word: string, language: Language): string {
  const ending = ENDINGS[language].find((each) => word.endsWith(each) && word.length - each.length >= MIN_STEM);
  return ending === undefined ? word : word.slice(0, word.length - ending.length);
}
