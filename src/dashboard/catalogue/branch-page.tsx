import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { branchQuery, hoursQuery } from "../api/catalogue.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { later } from "../ui/later.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useTitle } from "../ui/use-title.ts";
import { ExceptionsForm } from "./exceptions-form.tsx";
import { HoursForm } from "./hours-form.tsx";

const BranchForm = later(async () => (await import("./branch-form.tsx")).BranchForm);
const HolidaysCard = later(async () => (await import("./holidays-card.tsx")).HolidaysCard);
const CloseBranchCard = later(async () => (await import("./close-branch-card.tsx")).CloseBranchCard);
const NewBranchDialog = later(async () => (await import("./new-branch-dialog.tsx")).NewBranchDialog);

const TABS = ["hours", "exceptions", "holidays", "details"] as const;

export function BranchPage() {
  const t = useTranslations("catalogue.branch");
  const { branch } = useSignedIn();
  const [search, patch] = useLiveSearch();
  const tab = TABS.find((each) => each === search.tab) ?? "hours";
  useTitle(t("title"));
  const content = { hours: <Hours />, exceptions: <Exceptions />, holidays: <HolidaysCard />, details: <Details /> };
  return (
    <Page title={branch.name} subtitle={t("title")} actions={<AddBranch />}>
      <Tabs
        label={t("title")}
        value={tab}
        tabs={TABS.map((value) => ({ value, label: t(`tabs.${value}`), content: content[value] }))}
        onChoose={(next) => patch({ tab: next === "hours" ? undefined : next })}
      />
    </Page>
  );
}

function AddBranch() {
  const t = useTranslations("shell");
  const { permissions } = useSignedIn().me;
  const [isAdding, setAdding] = useState(false);
  if (!permissions.includes("catalogue:write")) return null;
  return (
    <>
      <Button onClick={() => setAdding(true)}>
        <Plus aria-hidden className="size-4" /> {t("addBranch")}
      </Button>
      {isAdding ? <NewBranchDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function Hours() {
  const { branch } = useSignedIn();
  const query = useQuery({ ...hoursQuery(branch.id), refetchOnWindowFocus: false });
  if (!query.data) return <Pending error={query.error} onRetry={() => void query.refetch()} />;
  return <HoursForm key={query.data.etag} hours={query.data.answer} etag={query.data.etag} />;
}

function Exceptions() {
  const { branch } = useSignedIn();
  const query = useQuery({ ...hoursQuery(branch.id), refetchOnWindowFocus: false });
  if (!query.data) return <Pending error={query.error} onRetry={() => void query.refetch()} />;
  return <ExceptionsForm key={query.data.etag} hours={query.data.answer} etag={query.data.etag} />;
}

function Details() {
  const { branch } = useSignedIn();
  const query = useQuery({ ...branchQuery(branch.id), refetchOnWindowFocus: false });
  if (!query.data) return <Pending error={query.error} onRetry={() => void query.refetch()} />;
  const { answer, etag } = query.data;
  return (
    <div className="flex flex-col gap-5">
      <BranchForm key={etag} branch={answer} etag={etag} />
      <CloseBranchCard branch={answer} />
    </div>
  );
}

function Pending({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const common = useTranslations("common");
  if (error) return <FailureNotice error={error} onRetry={onRetry} />;
  return <SkeletonRows rows={7} className="h-9" label={common("loading")} />;
}
