import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "use-intl";
import { signInsQuery } from "../api/account.ts";
import type { Answer } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";

type SignIn = Answer<"GET /api/v1/me/sign-ins">["items"][number];
const TONES: Partial<Record<SignIn["outcome"], Tone>> = { signed_in: "good", second_factor_wanted: "neutral" };

/** Failed attempts too: somebody who knows the address may be guessing. */
export function HistoryCard() {
  const t = useTranslations("security.history");
  const cursors = useCursors();
  return (
    <Card title={t("title")} aside={<ExportLink path="/api/v1/me/sign-ins/export" of={t("title")} />} flush>
      <PagedRows
        caption={t("title")}
        query={useQuery(signInsQuery(cursors.query.cursor))}
        cursors={cursors}
        columns={useColumns()}
        rowKey={({ id }) => id}
        empty={{ icon: History, title: t("none"), advice: t("noneAdvice") }}
      />
    </Card>
  );
}

function useColumns(): Column<SignIn>[] {
  const t = useTranslations("security.history");
  const formats = useBranchFormats();
  return [
    {
      key: "at",
      label: t("when"),
      cell: ({ at }) => <span className="whitespace-nowrap tabular-nums">{formats.dateTime(at)}</span>,
    },
    {
      key: "outcome",
      label: t("outcome"),
      cell: ({ outcome }) => <Badge tone={TONES[outcome] ?? "bad"}>{t(`outcomes.${outcome}`)}</Badge>,
    },
    {
      key: "method",
      label: t("method"),
      wide: true,
      cell: ({ method, secondFactor }) =>
        [t(`methods.${method}`), secondFactor ? t(`factors.${secondFactor}`) : null].filter(Boolean).join(" + "),
    },
    {
      key: "device",
      label: t("device"),
      wide: true,
      cell: ({ device, network }) => [device, network].filter(Boolean).join(" · ") || "–",
    },
  ];
}
