import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { ApiError } from "../api/api-error.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import { actionsFor, canMove, looksMissed, type SettleAction } from "./settling.ts";
import { useSettling } from "./use-settling.ts";

const CancelDialog = lazy(async () => ({ default: (await import("../booking/cancel-dialog.tsx")).CancelDialog }));

const DeclineDialog = later(async () => (await import("../booking/decline-dialog.tsx")).DeclineDialog);

const LOOK_AGAIN_MS = 15_000;
const PRIMARY: ReadonlySet<SettleAction> = new Set(["accept", "check-in"]);

/** What can be done with the appointment now. What others do with it arrives by the socket. */
export function AppointmentActions({ appointment }: { appointment: AppointmentView }) {
  const t = useTranslations("appointment");
  const now = useNow(LOOK_AGAIN_MS);
  const { permissions } = useSignedIn().me;
  const [isDeclining, setDeclining] = useState(false);
  const settling = useSettling(appointment.id, () => setDeclining(false));
  const mayWrite = permissions.includes("appointments:write");
  const actions = mayWrite ? actionsFor(appointment, now) : [];
  const isMissed = looksMissed(appointment, now);
  const isMovable = mayWrite && canMove(appointment, now);
  if (actions.length === 0 && !settling.error && !isMissed && !isMovable) return null;

  return (
    <section aria-label={t("actions.title")} className="mb-5 flex flex-col gap-2 border-b border-line pb-5">
      {isMissed ? <p className="text-sm text-warn">{t("looksMissed")}</p> : null}
      <div className="flex flex-wrap gap-2">
        {actions.map((action) => (
          <Button
            key={action}
            variant={PRIMARY.has(action) ? "primary" : "secondary"}
            aria-disabled={settling.isPending}
            onClick={() => (action === "decline" ? setDeclining(true) : settling.settle(action))}
          >
            {t(`actions.${action}`)}
          </Button>
        ))}
        {isMovable ? <MoveAndCancel appointment={appointment} /> : null}
      </div>
      <p role="status" className="sr-only">
        {settling.isPending ? t("actions.working") : ""}
      </p>
      {settling.error ? <Refusal error={settling.error} /> : null}
      {isDeclining ? (
        <DeclineDialog appointment={appointment} settling={settling} onClose={() => setDeclining(false)} />
      ) : null}
    </section>
  );
}

function MoveAndCancel({ appointment }: { appointment: AppointmentView }) {
  const t = useTranslations("booking");
  const [, patch] = useLiveSearch();
  const [isCancelling, setCancelling] = useState(false);
  return (
    <>
      <Button onClick={() => patch({ move: appointment.id, appointment: undefined })}>{t("move")}</Button>
      <Button onClick={() => setCancelling(true)}>{t("cancel")}</Button>
      <Suspense>
        {isCancelling ? <CancelDialog appointment={appointment} open onClose={() => setCancelling(false)} /> : null}
      </Suspense>
    </>
  );
}

const REFUSALS = [
  "not_pending",
  "request_lapsed",
  "checked_in",
  "not_yet",
  "not_confirmed",
  "already_cancelled",
] as const;

/** Says what stands in the way, and the id to name to support. */
function Refusal({ error }: { error: unknown }) {
  const t = useTranslations("appointment.refusals");
  const failures = useTranslations("failure");
  const failure = error instanceof ApiError ? error : null;
  const refusal = REFUSALS.find((code) => code === failure?.code);
  const kind = failure?.kind ?? "server";
  return (
    <p role="alert" className="text-sm text-bad">
      {refusal ? t(refusal) : `${failures(`${kind}.title`)}. ${failures(`${kind}.advice`)}`}
      {failure && !refusal ? (
        <span className="block text-2xs text-ink-faint">
          {failures("requestId")} <code className="font-mono break-all">{failure.requestId}</code>
        </span>
      ) : null}
    </p>
  );
}
