import { isFiller, isSameName, matchName, type NamedThing } from "../../voice/match-name.ts";

/** Between a service and whom it is for. A hyphen without a space is part of a word. */
const SEPARATOR = /[:|/–—]|\s-|-\s|\s(?:mit|with|for|für)(?=\s)/gi;
const TWO_LETTERS = /\p{L}.*\p{L}/su;

/**
 * Who is left of a title without the service that it begins or ends with ("Haarschnitt – Erika Muster"). Null where that
 * may be anything else than a customer: another service, a member of staff, a time of day.
 */
export function customerInTitle(
  title: string,
  service: NamedThing<string>,
  others: { services: readonly NamedThing<string>[]; staff: readonly NamedThing<string>[] },
): string | null {
  const text = title.normalize("NFC");
  const isService = (part: string) => [service.name, ...(service.aliases ?? [])].some((name) => isSameName(part, name));
  const rests = [...text.matchAll(SEPARATOR)].flatMap(({ index, 0: separator }) => {
    const [before, after] = [text.slice(0, index).trim(), text.slice(index + separator.length).trim()];
    return [...(isService(before) ? [after] : []), ...(isService(after) ? [before] : [])];
  });
  // The longest name of the service leaves the shortest rest.
  const [rest] = rests.toSorted((a, b) => a.length - b.length);
  if (rest === undefined || !TWO_LETTERS.test(rest) || isFiller(rest)) return null;
  const isElse = [others.services, others.staff].some((named) => matchName(rest, named).kind !== "none");
  return isElse ? null : rest;
}
