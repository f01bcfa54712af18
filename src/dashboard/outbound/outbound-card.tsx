import { useQuery } from "@tanstack/react-query";
import { PhoneOutgoing } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OutboundRequestView } from "../../contracts/outbound-requests.ts";
import { ask } from "../api/client.ts";
import { outboundQuery } from "../api/outbound.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { WaitReason } from "./wait-reason.tsx";

const CallDialog = later(async () => (await import("./call-dialog.tsx")).CallDialog);

export type Whom = { leadId?: string; customerId?: string };
type Props = { whom: Whom; phone: string | null };
const STALE = [["outbound"]];
const TONES = {
  due: "accent",
  calling: "accent",
  reached: "good",
  voicemail_left: "neutral",
  given_up: "warn",
  cancelled: "neutral",
} as const;

/** The calls that went out to somebody, each attempt, and what comes next. */
export function OutboundCard(props: Props) {
  return (
    <PageTexts of={["outbound"]}>
      <Content {...props} />
    </PageTexts>
  );
}

function Content({ whom, phone }: Props) {
  const t = useTranslations("outbound");
  const mayWrite = useSignedIn().me.permissions.includes("calls:write");
  const [isOpen, setOpen] = useState(false);
  const list = useQuery(outboundQuery({ ...whom, limit: 10 }));
  const acts = (
    <>
      <ExportLink path="/api/v1/outbound-calls/export" query={whom} of={t("calls")} />
      {mayWrite && phone ? (
        <Button onClick={() => setOpen(true)}>
          <PhoneOutgoing aria-hidden className="size-4" /> {t("call")}
        </Button>
      ) : null}
    </>
  );
  return (
    <Card title={t("calls")} aside={acts}>
      <div className="flex flex-col gap-4">
        <Loaded query={list} rows={1}>
          {({ items }) =>
            items.length > 0 ? (
              <ul className="flex flex-col gap-4">
                {items.map((request) => (
                  <Request key={request.id} request={request} mayWrite={mayWrite} />
                ))}
              </ul>
            ) : (
              <p className="text-sm text-ink-faint">{phone ? t("none") : t("noPhone")}</p>
            )
          }
        </Loaded>
        {mayWrite && phone ? <NoMoreCalls phone={phone} /> : null}
      </div>
      {isOpen && phone ? <CallDialog whom={whom} phone={phone} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function NoMoreCalls({ phone }: { phone: string }) {
  const t = useTranslations("outbound");
  return (
    <ConfirmButton
      renderButton={(open) => (
        <Button className="self-start" onClick={open}>
          {t("noMoreCalls")}
        </Button>
      )}
      title={t("noMoreCallsTitle")}
      effect={t("noMoreCallsEffect")}
      act={t("noMoreCalls")}
      run={() => ask("POST /api/v1/call-consents", { body: { phone, action: "withdrawn" } })}
      said={t("noMoreCallsSaid")}
      stale={STALE}
    />
  );
}

function Request({ request, mayWrite }: { request: OutboundRequestView; mayWrite: boolean }) {
  const t = useTranslations("outbound");
  const formats = useBranchFormats();
  const cancelling = useEdit({
    run: (outboundId: string) => ask("POST /api/v1/outbound-calls/{outboundId}/cancel", { params: { outboundId } }),
    stale: STALE,
  });
  return (
    <li className="flex flex-col gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={TONES[request.status]}>{t(`states.${request.status}`)}</Badge>
        <span className="wrap-anywhere text-ink-soft">{request.purpose}</span>
      </p>
      <ol className="text-ink-faint tabular-nums">
        {request.attempts.map(({ at, outcome }) => (
          <li key={at}>
            {formats.dateTime(at)} · {outcome ? t(`outcomes.${outcome}`) : t("goingOn")}
          </li>
        ))}
      </ol>
      <WaitReason request={request} />
      {mayWrite && request.status === "due" ? (
        <Button className="self-start" disabled={cancelling.isPending} onClick={() => cancelling.send(request.id)}>
          {t("cancel")}
        </Button>
      ) : null}
      <Refusal error={cancelling.error} />
    </li>
  );
}
