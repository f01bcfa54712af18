import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { Refusal } from "../ui/refusal.tsx";

/** Why nothing of a file can be read. */
const RULES = ["no_rows", "too_large", "not_a_calendar", "missing_column"] as const;
export type FileRule = (typeof RULES)[number];
const COLUMNS = ["date", "time", "service", "name"] as const;

/** The same in the reader's language; anything else as everywhere. */
export function FileRefusal({ error, rule }: { error: unknown; rule: FileRule | null }) {
  const t = useTranslations("imports");
  const errors = error instanceof ApiError ? error.errors : [];
  const told = rule ?? RULES.find((each) => errors.some((one) => one.rule === each)) ?? tooManyOf(errors);
  if (!told) return <Refusal error={error} />;
  const columns = errors.map(({ field }) => {
    const known = COLUMNS.find((each) => each === field);
    return known ? t(`columns.${known}`) : field;
  });
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      {t(`unreadable.${told}`, { columns: columns.join(", ") })}
    </p>
  );
}

function tooManyOf(errors: ApiError["errors"]): FileRule | null {
  return errors.some(({ rule }) => rule === "too_many_rows") ? "too_large" : null;
}
