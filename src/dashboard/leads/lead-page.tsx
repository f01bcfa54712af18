import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { leadHistoryQuery, leadQuery } from "../api/leads.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { BackLink } from "../catalogue/back-link.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { OutboundCard } from "../outbound/outbound-card.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PhoneLink } from "../ui/phone.tsx";
import { useCursors } from "../ui/rows.tsx";
import { useTitle } from "../ui/use-title.ts";
import { waitOf } from "./lead-card.tsx";
import { LEAD_TONES } from "./lead-tones.ts";
import { LeadWork } from "./lead-work.tsx";
import { Timeline } from "./timeline.tsx";

const LeadDialog = later(async () => (await import("./lead-dialog.tsx")).LeadDialog);

export function LeadPage() {
  return (
    <PageTexts of={["leads", "outbound"]}>
      <Shown />
    </PageTexts>
  );
}

function Shown() {
  const t = useTranslations("leads");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const { leadId } = useParams({ from: "/app/leads/$leadId" });
  const [isEditing, setEditing] = useState(false);
  const query = useQuery({ ...leadQuery(leadId), refetchOnWindowFocus: false });
  const title = query.data?.answer.name ?? t("one");
  useTitle(title);
  const edit = (
    <Button onClick={() => setEditing(true)}>
      <Pencil aria-hidden className="size-4" /> {common("edit")}
    </Button>
  );
  return (
    <Page
      title={title}
      subtitle={<BackLink to="/app/leads" label={t("title")} />}
      actions={permissions.includes("leads:write") ? edit : undefined}
    >
      <Loaded query={query} rows={6}>
        {({ answer, etag }) => (
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
            <History leadId={leadId} />
            <div className="flex min-w-0 flex-col gap-5 max-lg:order-first">
              <Facts lead={answer} />
              {permissions.includes("leads:write") ? <LeadWork lead={answer} /> : null}
              <OutboundCard whom={{ leadId: answer.id }} phone={answer.phone} />
            </div>
            {isEditing ? <LeadDialog lead={answer} etag={etag} onClose={() => setEditing(false)} /> : null}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function History({ leadId }: { leadId: string }) {
  const cursors = useCursors();
  const query = useQuery(leadHistoryQuery(leadId, cursors.query.cursor));
  return <Timeline file={`/api/v1/leads/${leadId}/history/export`} query={query} cursors={cursors} />;
}

function Facts({ lead }: { lead: LeadView }) {
  const t = useTranslations("leads");
  const formats = useBranchFormats();
  const { phone, phoneType, email, request, todo, status, source, customerId, hasConsent, createdAt } = lead;
  return (
    <Card title={t("facts")} aside={<Badge tone={LEAD_TONES[status]}>{t(`statuses.${status}`)}</Badge>}>
      {todo ? <p className="mb-3 text-sm font-semibold wrap-anywhere text-warn">{todo}</p> : null}
      <Details>
        <Detail label={t("phone")}>
          {phone ? (
            <>
              <PhoneLink phone={phone} className="wrap-anywhere" /> {phoneType ? t(`phoneTypes.${phoneType}`) : ""}
            </>
          ) : (
            "–"
          )}
        </Detail>
        <Detail label={t("email")}>
          <span className="wrap-anywhere">{email ?? "–"}</span>
        </Detail>
        <Detail label={t("source")}>{t(`sources.${source}`)}</Detail>
        <Detail label={t("consent")}>{t(hasConsent ? "given" : "notGiven")}</Detail>
        <Detail label={t("firstContact")}>
          <FirstContact lead={lead} />
        </Detail>
        <Detail label={t("since")}>{formats.dateTime(createdAt)}</Detail>
        {customerId ? (
          <Detail label={t("customer")}>
            <Link
              to="/app/customers/$customerId"
              params={{ customerId }}
              search={onlyBranch}
              className="inline-block min-h-6 font-medium text-accent hover:underline"
            >
              {t("toCustomer")}
            </Link>
          </Detail>
        ) : null}
      </Details>
      <h3 className="mt-5 text-xs font-medium text-ink-faint">{t("request")}</h3>
      <p className="mt-1 text-sm wrap-anywhere whitespace-pre-wrap">{request ?? "–"}</p>
    </Card>
  );
}

function FirstContact({ lead }: { lead: LeadView }) {
  const t = useTranslations("leads");
  const { contactSeconds, firstContactBy, contactState, contactReason } = lead;
  if (contactSeconds !== null && firstContactBy) {
    return `${t(`contactWays.${firstContactBy}`)}, ${t("after", waitOf(contactSeconds))}`;
  }
  if (contactState === null) return t("noContact");
  const key = `reasons.${contactReason ?? ""}`;
  const reason = contactReason && t.has(key as never) ? t(key as never) : contactReason;
  return [t(`contactStates.${contactState}`), reason].filter(Boolean).join(": ");
}
