import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Redo2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { DeliveryDetailView } from "../../contracts/webhook-endpoints.ts";
import { deliveryQuery } from "../api/business.ts";
import { type Answer, ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { DELIVERY_TONES } from "./delivery-tones.ts";

type DeliveryDetail = Answer<"GET /api/v1/webhook-deliveries/{deliveryId}">;

export function DeliverySheet({ deliveryId, onClose }: { deliveryId: string; onClose: () => void }) {
  const t = useTranslations("access.deliveries");
  const common = useTranslations("common");
  const delivery = useQuery(deliveryQuery(deliveryId));
  return (
    <Sheet open onClose={onClose} title={delivery.data?.type ?? t("title")}>
      {delivery.data ? <Delivery delivery={delivery.data} /> : null}
      {delivery.error ? <FailureNotice error={delivery.error} onRetry={() => void delivery.refetch()} /> : null}
      {delivery.isPending ? <SkeletonRows rows={5} className="h-8" label={common("loading")} /> : null}
    </Sheet>
  );
}

function Delivery({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("access.deliveries");
  const formats = useBranchFormats();
  const { status, messageId, nextAttemptAt, request } = delivery;
  return (
    <>
      <Details>
        <Detail label={t("state")}>
          <Badge tone={DELIVERY_TONES[status]}>{t(`status.${status}`)}</Badge>
        </Detail>
        {nextAttemptAt ? <Detail label={t("next")}>{formats.dateTime(nextAttemptAt)}</Detail> : null}
        <Detail label={t("message")}>
          <Code text={messageId} what={t("copyMessage")} />
        </Detail>
        <Detail label={t("url")}>
          <span className="font-mono text-xs">{request.url}</span>
        </Detail>
      </Details>
      <Resend delivery={delivery} />
      <h3 className="mt-5 mb-1.5 text-sm font-semibold">{t("request")}</h3>
      {request.includesPersonalData ? <p className="mb-1.5 text-xs text-ink-faint">{t("personalLater")}</p> : null}
      <Raw text={request.body} />
      <h3 className="mt-5 mb-1.5 text-sm font-semibold">{t("attempts")}</h3>
      <ol className="flex flex-col gap-2">
        {delivery.attemptLog.map((attempt) => (
          <Attempt key={attempt.at} attempt={attempt} />
        ))}
      </ol>
    </>
  );
}

function Attempt({ attempt }: { attempt: DeliveryDetailView["attemptLog"][number] }) {
  const t = useTranslations("access.deliveries");
  const formats = useBranchFormats();
  const isGood = attempt.status !== null && attempt.status < 300;
  return (
    <li className="rounded-md border border-line p-3 text-sm">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <Badge tone={isGood ? "good" : "bad"}>{attempt.status ?? attempt.error ?? t("noAnswer")}</Badge>
        <span className="text-xs text-ink-faint tabular-nums">
          {formats.dateTime(attempt.at)} · {attempt.durationMs} ms
        </span>
      </span>
      {attempt.body ? (
        <div className="mt-2">
          <Raw text={attempt.body + (attempt.isBodyCut ? " …" : "")} />
        </div>
      ) : null}
    </li>
  );
}

function Raw({ text }: { text: string }) {
  return (
    <pre className="max-h-64 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
      {pretty(text)}
    </pre>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Resend({ delivery: { id, status } }: { delivery: DeliveryDetail }) {
  const t = useTranslations("access.deliveries");
  const client = useQueryClient();
  const { permissions } = useSignedIn().me;
  const sending = useChange({
    run: (_: "resend", key) =>
      ask("POST /api/v1/webhook-deliveries/{deliveryId}/resend", {
        params: { deliveryId: id },
        headers: { "idempotency-key": key },
        body: {},
      }),
    onDone: () => void client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
  if (!permissions.includes("webhooks:write") || status === "pending") return null;
  return (
    <div className="mt-4 flex flex-col items-start gap-2">
      <Button disabled={sending.isPending} onClick={() => sending.send("resend")}>
        <Redo2 aria-hidden className="size-4" /> {t("resend")}
      </Button>
      <Refusal error={sending.error} />
    </div>
  );
}
