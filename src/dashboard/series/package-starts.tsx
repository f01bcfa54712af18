import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { packageStartsQuery } from "../api/groups.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { NothingFree } from "../booking/nothing-free.tsx";
import { dayBounds } from "../calendar/zoned-time.ts";
import { Field } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Select } from "../ui/select.tsx";
import type { PackageItem } from "./package-items.tsx";

const MOST_STARTS = 100;

type PackageStartsProps = {
  items: PackageItem[];
  gapMinutes: number;
  date: string;
  value: string | null;
  onChoose: (startsAt: string) => void;
};

/** When the whole package can begin on a day. */
export function PackageStarts({ items, gapMinutes, date, value, onChoose }: PackageStartsProps) {
  const t = useTranslations("series");
  const booking = useTranslations("booking");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const { start, end } = dayBounds(date, branch.timeZone);
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()];
  const wanted = {
    items: items.map(({ serviceId }) => serviceId).join(","),
    staff: items.map(({ staffId }) => staffId).join(","),
  };
  const asked = packageStartsQuery(branch.id, { ...wanted, gapMinutes, from, to, limit: MOST_STARTS });
  const query = useQuery({ ...asked, enabled: items.length > 1 });
  return (
    <Loaded query={query} rows={1}>
      {({ starts, nearest }) =>
        starts.length === 0 ? (
          <NothingFree nearest={nearest} onChoose={onChoose} />
        ) : (
          <Field label={t("start")}>
            <Select
              value={value ?? ""}
              options={[
                { value: "", label: booking("choose") },
                ...starts.map(({ startsAt, endsAt }) => ({
                  value: startsAt,
                  label: formats.timeRange(startsAt, endsAt),
                })),
              ]}
              onChoose={(next) => next !== "" && onChoose(next)}
            />
          </Field>
        )
      }
    </Loaded>
  );
}
