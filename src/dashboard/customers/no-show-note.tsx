import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { noShowRateQuery } from "../api/booking.ts";
import type { Answer } from "../api/client.ts";
import { customerQuery } from "../api/customers.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { addDays, dayBounds, localDate } from "../calendar/zoned-time.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { serverNow } from "../live/clock.ts";
import { onlyBranch } from "../live/live-search.ts";

const DAYS = 90;
const NAMED = 3;

/** How many did not come to the branch of late, and who most often. Nothing while there was nothing to miss. */
export function NoShowNote() {
  const { branch } = useSignedIn();
  const today = localDate(serverNow(), branch.timeZone);
  const start = dayBounds(addDays(today, -DAYS), branch.timeZone).start;
  const window = {
    from: new Date(start).toISOString(),
    to: new Date(dayBounds(today, branch.timeZone).end).toISOString(),
  };
  const rate = useQuery(noShowRateQuery(branch.id, window)).data;
  return rate && rate.total > 0 ? (
    <PageTexts of={["attention"]}>
      <Note rate={rate} />
    </PageTexts>
  ) : null;
}

function Note({
  rate: { total, noShows, rate, customers },
}: {
  rate: Answer<"GET /api/v1/branches/{branchId}/no-show-rate">;
}) {
  const t = useTranslations("attention.noShows");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const often = customers.filter(({ count }) => count > 1).slice(0, NAMED);
  return (
    <p className="mb-4 text-sm text-ink-soft">
      {t("text", { branch: branch.name, days: DAYS, noShows, total, rate: formats.percent(rate) })}
      {often.length > 0 ? ` · ${t("most")} ` : null}
      {often.map((each, index) => (
        <span key={each.customerId}>
          {index > 0 ? ", " : ""}
          <Missing {...each} />
        </span>
      ))}
    </p>
  );
}

function Missing({ customerId, count }: { customerId: string; count: number }) {
  const name = useQuery(customerQuery(customerId)).data?.answer.name ?? "…";
  return (
    <>
      <Link
        to="/app/customers/$customerId"
        params={{ customerId }}
        search={onlyBranch}
        className="inline-block min-h-6 font-medium text-accent underline-offset-3 hover:underline"
      >
        {name}
      </Link>{" "}
      ({count})
    </>
  );
}
