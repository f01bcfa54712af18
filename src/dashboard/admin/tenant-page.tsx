import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, Eye } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TenantDetailView } from "../../contracts/operations.ts";
import { tenantQuery } from "../api/operations.ts";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RolloutCard } from "./rollout-card.tsx";
import { TenantBranches } from "./tenant-branches.tsx";
import { TenantCounts } from "./tenant-counts.tsx";
import { TierCard } from "./tier-card.tsx";
import { useConsoleFormats, useConsoleTitle } from "./use-console.ts";

const VisitDialog = later(async () => (await import("./visit-dialog.tsx")).VisitDialog);

export function TenantPage() {
  const t = useTranslations("admin.tenant");
  const { tenantId } = useParams({ from: "/admin/tenants/$tenantId" });
  const tenant = useQuery(tenantQuery(tenantId));
  const [isVisiting, setVisiting] = useState(false);
  const name = tenant.data?.name ?? "…";
  useConsoleTitle(name);
  const visit =
    tenant.data && !isErased(tenant.data) ? (
      <Button variant="primary" onClick={() => setVisiting(true)}>
        <Eye aria-hidden className="size-4" /> {t("visit")}
      </Button>
    ) : null;
  return (
    <Page title={name} subtitle={<Back />} actions={visit}>
      {tenant.error && !tenant.data ? (
        <FailureNotice error={tenant.error} onRetry={() => void tenant.refetch()} />
      ) : null}
      {!tenant.data && !tenant.error ? <Skeleton className="h-80" /> : null}
      {tenant.data ? (
        <div className="grid gap-4 lg:grid-cols-2">
          <Facts tenant={tenant.data} />
          <TenantCounts tenant={tenant.data} />
          <TenantBranches tenant={tenant.data} />
          <TierCard key={tenant.data.tier} tenant={tenant.data} />
          <RolloutCard tenantId={tenant.data.id} />
        </div>
      ) : null}
      {isVisiting && tenant.data ? <VisitDialog tenant={tenant.data} onClose={() => setVisiting(false)} /> : null}
    </Page>
  );
}

/** There is nothing to look at inside, and its booking page is closed. */
const isErased = ({ keyVersion }: TenantDetailView) => keyVersion === null;

function Back() {
  const t = useTranslations("admin.tenant");
  return (
    <Link
      to="/admin/tenants"
      className="inline-flex min-h-6 items-center gap-1 font-medium text-accent hover:underline"
    >
      <ArrowLeft aria-hidden className="size-3.5" /> {t("back")}
    </Link>
  );
}

function Facts({ tenant }: { tenant: TenantDetailView }) {
  const t = useTranslations("admin.tenant");
  const list = useTranslations("admin.tenants");
  const admin = useTranslations("admin");
  const formats = useConsoleFormats();
  const { id, slug, language, createdAt, keyVersion } = tenant;
  return (
    <Card title={t("facts")}>
      <Details>
        <Detail label={t("id")}>
          <Code text={id} what={admin("copyId")} />
        </Detail>
        {isErased(tenant) ? null : (
          <Detail label={t("bookingPage")}>
            <a href={`/b/${slug}`} className="text-accent underline">
              /b/{slug}
            </a>
          </Detail>
        )}
        <Detail label={list("language")}>{list(`languages.${language}`)}</Detail>
        <Detail label={admin("created")}>{formats.dateTime(createdAt)}</Detail>
        <Detail label={t("keyVersion")}>
          {keyVersion === null ? t("keyErased") : t("keyVersionText", { version: keyVersion })}
        </Detail>
      </Details>
    </Card>
  );
}
