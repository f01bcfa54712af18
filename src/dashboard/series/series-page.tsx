import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers, Repeat2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { GroupSummary } from "../../contracts/groups.ts";
import { groupsQuery } from "../api/groups.ts";
import { useBranchFormats, useMayBook, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";

const PackageDialog = later(async () => (await import("./package-dialog.tsx")).PackageDialog);
const SeriesDialog = later(async () => (await import("./series-dialog.tsx")).SeriesDialog);

const PAGE = 50;

export function SeriesPage() {
  return (
    <PageTexts of={["series"]}>
      <SeriesContent />
    </PageTexts>
  );
}

function SeriesContent() {
  const t = useTranslations("series");
  const { branch } = useSignedIn();
  const cursors = useCursors();
  const [making, setMaking] = useState<"series" | "package" | null>(null);
  const list = useQuery(groupsQuery(branch.id, { limit: PAGE, ...cursors.query }));
  const columns = useColumns();
  const close = () => setMaking(null);
  useTitle(t("title"));

  const book = useMayBook() ? (
    <>
      <Button onClick={() => setMaking("package")}>
        <Layers aria-hidden className="size-4" /> {t("newPackage")}
      </Button>
      <Button variant="primary" onClick={() => setMaking("series")}>
        <Repeat2 aria-hidden className="size-4" /> {t("new")}
      </Button>
    </>
  ) : null;
  const acts = (
    <>
      <ExportLink path="/api/v1/series/export" query={{ branchId: branch.id }} />
      {book}
    </>
  );
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={acts}>
      <Card flush>
        <PagedRows
          caption={t("list")}
          query={list}
          cursors={cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: Repeat2, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
      {making === "series" ? <SeriesDialog onClose={close} /> : null}
      {making === "package" ? <PackageDialog onClose={close} /> : null}
    </Page>
  );
}

function useColumns(): Column<GroupSummary>[] {
  const t = useTranslations("series");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const names = useDayNames();
  return [
    {
      key: "name",
      label: common("name"),
      cell: ({ id, kind, appointment }) => (
        <>
          <Link
            to="/app/series/$seriesId"
            params={{ seriesId: id }}
            search={onlyBranch}
            className="font-semibold text-accent underline-offset-3 hover:underline"
          >
            {appointment.customer.name}
          </Link>
          <span className="block text-xs text-ink-faint">
            {kind === "series" ? names.service(appointment.serviceId) : t("kinds.package")}
          </span>
        </>
      ),
    },
    {
      key: "kind",
      label: t("kind"),
      wide: true,
      cell: ({ kind }) => <Badge tone={kind === "series" ? "accent" : "neutral"}>{t(`kinds.${kind}`)}</Badge>,
    },
    {
      key: "next",
      label: t("next"),
      cell: ({ ahead, appointment }) =>
        ahead > 0 ? (
          <span className="tabular-nums">
            {formats.dayShort(appointment.startsAt)}, {formats.time(appointment.startsAt)}
          </span>
        ) : (
          <span className="text-ink-faint">{t("over")}</span>
        ),
    },
    {
      key: "until",
      label: t("until"),
      wide: true,
      cell: ({ lastAt }) => <span className="tabular-nums">{formats.date(lastAt)}</span>,
    },
    { key: "ahead", label: t("ahead"), align: "end", cell: ({ ahead, total }) => t("aheadOf", { ahead, total }) },
  ];
}
