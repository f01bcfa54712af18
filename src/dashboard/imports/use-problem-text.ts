import { useTranslations } from "use-intl";

const FIELDS = [
  "row",
  "uid",
  "service",
  "staff",
  "startsAt",
  "endsAt",
  "name",
  "phone",
  "email",
  "notes",
  "status",
  "recurrence",
] as const;
const RULES = [
  "missing",
  "too_long",
  "malformed",
  "ambiguous_date",
  "no_such_date",
  "missing_date",
  "missing_time",
  "no_such_time",
  "out_of_range",
  "not_after_start",
  "all_day",
  "unknown_zone",
  "unsupported",
  "open_quote",
  "too_many_cells",
  "cut",
  "lost_letters",
  "ambiguous",
  "unknown",
] as const;

/** Field and rule of a line that cannot be read, in the reader's language; the server's own words for what is new. */
export function useProblemText() {
  const t = useTranslations("imports");
  return {
    field: (name: string) => {
      const known = FIELDS.find((each) => each === name);
      return known ? t(`fields.${known}`) : name;
    },
    rule: (name: string) => {
      const known = RULES.find((each) => each === name);
      return known ? t(`rules.${known}`) : name;
    },
  };
}
