import { useQuery } from "@tanstack/react-query";
import { FileUp, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { leadFiguresQuery } from "../api/leads.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Page } from "../ui/page.tsx";
import { StatTile } from "../ui/stat-tile.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useTitle } from "../ui/use-title.ts";
import { LeadBoard } from "./board.tsx";
import { LeadInboxCard } from "./lead-inbox-card.tsx";
import { LeadSearch } from "./lead-search.tsx";
import { LeadSettingsCard } from "./lead-settings-card.tsx";
import { LeadTable } from "./lead-table.tsx";
import type { LeadStatus } from "./lead-tones.ts";

const ImportDialog = later(async () => (await import("./import-dialog.tsx")).ImportDialog);
const NewLeadDialog = later(async () => (await import("./new-lead-dialog.tsx")).NewLeadDialog);

const TABS = ["board", "table", "settings"] as const;

export function LeadsPage() {
  return (
    <PageTexts of={["imports", "leads"]}>
      <Leads />
    </PageTexts>
  );
}

/** Who has asked for something: as cards that are moved on, and as a list. */
function Leads() {
  const t = useTranslations("leads");
  const { permissions } = useSignedIn().me;
  const [search, patch] = useLiveSearch();
  useTitle(t("title"));
  const tabs = TABS.filter((each) => each !== "settings" || permissions.includes("sequences:read"));
  const tab = tabs.find((each) => each === search.tab) ?? "board";
  const content = { board: <LeadBoard />, table: <LeadTable key={search.q ?? ""} />, settings: <Settings /> };
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={<Acts permissions={permissions} />}>
      <Figures />
      {tab === "settings" ? null : <LeadSearch />}
      <Tabs
        label={t("title")}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`), content: content[value] }))}
        onChoose={(next) => patch({ tab: next === "board" ? undefined : next, status: undefined })}
      />
    </Page>
  );
}

function Settings() {
  return (
    <div className="grid items-start gap-5 xl:grid-cols-2">
      <LeadSettingsCard />
      <LeadInboxCard />
    </div>
  );
}

function Acts({ permissions }: { permissions: readonly string[] }) {
  const t = useTranslations("leads");
  const [{ q = "" }] = useLiveSearch();
  const [open, setOpen] = useState<"new" | "import" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <ExportLink path="/api/v1/leads/export" query={{ q }} />
      {permissions.includes("leads:import") ? (
        <Button onClick={() => setOpen("import")}>
          <FileUp aria-hidden className="size-4" /> {t("import.open")}
        </Button>
      ) : null}
      {permissions.includes("leads:write") ? (
        <Button variant="primary" onClick={() => setOpen("new")}>
          <Plus aria-hidden className="size-4" /> {t("new")}
        </Button>
      ) : null}
      {open === "new" ? <NewLeadDialog onClose={close} /> : null}
      {open === "import" ? <ImportDialog onClose={close} /> : null}
    </>
  );
}

function Figures() {
  const t = useTranslations("leads");
  const figures = useQuery(leadFiguresQuery).data;
  const { byStatus, contacted = 0, contactedAtOnce = 0, medianContactSeconds = null } = figures ?? {};
  const count = (status: LeadStatus) => byStatus?.[status] ?? 0;
  const open = count("new") + count("contacted") + count("qualified");
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-4">
      <StatTile label={t("figures.open")} value={open} note={t("figures.ofThemNew", { count: count("new") })} />
      <StatTile label={t("figures.booked")} value={count("booked")} />
      <StatTile
        label={t("figures.median")}
        value={medianContactSeconds === null ? "–" : t("seconds", { count: medianContactSeconds })}
        note={t("figures.days")}
      />
      <StatTile
        label={t("figures.atOnce")}
        value={contacted === 0 ? "–" : `${Math.round((contactedAtOnce / contacted) * 100)} %`}
        note={t("figures.of", { count: contacted })}
      />
    </dl>
  );
}
