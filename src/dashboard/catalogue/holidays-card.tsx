import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { HolidaysView } from "../../contracts/catalogue.ts";
import { holidaysQuery } from "../api/catalogue.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { dayBounds, localDate } from "../calendar/zoned-time.ts";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { serverNow } from "../live/clock.ts";
import { Badge } from "../ui/badge.tsx";
import type { CsvColumn } from "../ui/csv.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { Card } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";

const CELLS: CsvColumn<HolidaysView["items"][number]>[] = [
  { label: "date", text: ({ date }) => date },
  { label: "name.de", text: ({ name }) => name.de },
  { label: "name.en", text: ({ name }) => name.en },
  { label: "isReplaced", text: ({ isReplaced }) => String(isReplaced) },
];

/** The public holidays of this year and the next that are still to come. */
export function HolidaysCard() {
  const t = useTranslations("catalogue.branch");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { locale } = useLocaleChoice();
  const { branch } = useSignedIn();
  const today = localDate(serverNow(), branch.timeZone);
  const year = Number(today.slice(0, 4));
  const [now, next] = [useQuery(holidaysQuery(branch.id, year)), useQuery(holidaysQuery(branch.id, year + 1))];
  if (now.error) return <FailureNotice error={now.error} onRetry={() => void now.refetch()} />;
  if (!now.data) return <SkeletonRows rows={5} className="h-8" label={common("loading")} />;
  const items = [...now.data.items, ...(next.data?.items ?? [])].filter(({ date }) => date >= today);
  if (now.data.region === null) {
    return (
      <Card>
        <p className="text-sm text-ink-faint">{t("noHolidays")}</p>
      </Card>
    );
  }
  return (
    <Card
      title={`${t("region")} ${now.data.region}`}
      aside={<FileButton name="holidays" columns={CELLS} rows={items} />}
      flush
    >
      <ul className="divide-y divide-line">
        {items.map(({ date, name, isReplaced }) => (
          <li key={`${date} ${name.en}`} className="flex flex-wrap items-center gap-x-4 px-4 py-2.5 text-sm">
            <span className="w-40 tabular-nums text-ink-soft">
              {formats.dayShort(dayBounds(date, branch.timeZone).start)} {date.slice(0, 4)}
            </span>
            <span className="flex-1 font-medium">{name[locale]}</span>
            <Badge tone={isReplaced ? "accent" : "neutral"}>{t(isReplaced ? "replaced" : "closes")}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
