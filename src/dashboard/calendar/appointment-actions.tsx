import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { ApiError } from "../api/api-error.ts";
import { ask, newRequestId } from "../api/client.ts";
import { knownAppointmentQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { Button } from "../ui/button.tsx";
import { actionsFor, looksMissed, type SettleAction } from "./settling.ts";

const LOOK_AGAIN_MS = 15_000;
const PRIMARY: ReadonlySet<SettleAction> = new Set(["accept", "check-in"]);

/** What can be done with the appointment now. What others do with it arrives by the socket. */
export function AppointmentActions({ appointment }: { appointment: AppointmentView }) {
  const t = useTranslations("appointment");
  const now = useNow(LOOK_AGAIN_MS);
  const { permissions } = useSignedIn().me;
  const settling = useSettling(appointment.id);
  const actions = permissions.includes("appointments:write") ? actionsFor(appointment, now) : [];
  const isMissed = looksMissed(appointment, now);
  if (actions.length === 0 && !settling.error && !isMissed) return null;

  return (
    <section aria-label={t("actions.title")} className="mb-5 flex flex-col gap-2 border-b border-line pb-5">
      {isMissed ? <p className="text-sm text-warn">{t("looksMissed")}</p> : null}
      <div className="flex flex-wrap gap-2">
        {actions.map((action) => (
          <Button
            key={action}
            variant={PRIMARY.has(action) ? "primary" : "secondary"}
            aria-disabled={settling.isPending}
            onClick={() => settling.settle(action)}
          >
            {t(`actions.${action}`)}
          </Button>
        ))}
      </div>
      <p role="status" className="sr-only">
        {settling.isPending ? t("actions.working") : ""}
      </p>
      {settling.error ? <Refusal error={settling.error} /> : null}
    </section>
  );
}

function useSettling(appointmentId: string) {
  const client = useQueryClient();
  const [tried, setTried] = useState({ action: "", key: "" });
  const mutation = useMutation({
    // Offline it says so at once, where waiting would settle an appointment that has changed since.
    networkMode: "always",
    mutationFn: ({ action, key }: { action: SettleAction; key: string }) =>
      ask(`POST /api/v1/appointments/{appointmentId}/${action}`, {
        params: { appointmentId },
        headers: { "idempotency-key": key },
        body: {},
      }),
    onSuccess: (settled) => {
      setTried({ action: "", key: "" });
      client.setQueryData(knownAppointmentQuery(settled.id).queryKey, (known) =>
        known && known.version >= settled.version ? known : settled,
      );
    },
  });
  const settle = (action: SettleAction) => {
    if (mutation.isPending) return;
    // Pressed again after an answer that got lost, it is the same change.
    const isRepeated = tried.action === action && isUnanswered(mutation.error);
    const key = isRepeated ? tried.key : newRequestId();
    setTried({ action, key });
    mutation.mutate({ action, key });
  };
  return { settle, isPending: mutation.isPending, error: mutation.error };
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0;
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
