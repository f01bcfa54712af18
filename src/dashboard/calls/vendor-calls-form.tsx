import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type Answer, ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { rangeOf } from "../calendar/date-ranges.ts";
import { localDate } from "../calendar/zoned-time.ts";
import { Button } from "../ui/button.tsx";
import { DateInput, Field } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";

const IMPORT = "POST /api/v1/connections/{connectionId}/import-calls";
type Found = Answer<typeof IMPORT> & { dryRun: boolean };

/** The provider's own list of some days, held against ours: that shows what an outage has cost. */
export function VendorCallsForm({ connectionId }: { connectionId: string }) {
  const t = useTranslations("callImport");
  const { timeZone } = useSignedIn().branch;
  const client = useQueryClient();
  const [days, setDays] = useState(() => {
    const today = localDate(Date.now(), timeZone);
    return { from: today, to: today };
  });
  const [found, setFound] = useState<Found | null>(null);
  const fetching = useChange({
    run: async (body: { from: string; to: string; dryRun: boolean }): Promise<Found> => {
      return { ...(await ask(IMPORT, { params: { connectionId }, body })), dryRun: body.dryRun };
    },
    onDone: (answer) => {
      setFound(answer);
      if (!answer.dryRun) void client.invalidateQueries({ queryKey: ["calls"] });
    },
  });
  const send = (dryRun: boolean) => fetching.send({ ...rangeOf([days.from, days.to], timeZone), dryRun });
  const change = (changes: Partial<typeof days>) => {
    setDays({ ...days, ...changes });
    setFound(null);
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("from")}>
          <DateInput value={days.from} max={days.to} onChange={(event) => change({ from: event.target.value })} />
        </Field>
        <Field label={t("to")}>
          <DateInput value={days.to} min={days.from} onChange={(event) => change({ to: event.target.value })} />
        </Field>
      </div>
      {found ? (
        <p role="status" className="text-sm text-ink-soft">
          {t(found.dryRun ? "wouldFetch" : "fetched", { unknown: found.unknown, received: found.received })}
          {found.refused > 0 ? ` ${t("refused", { count: found.refused })}` : ""}
          {found.isCut ? ` ${t("isCut")}` : ""}
        </p>
      ) : null}
      <Refusal error={fetching.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={fetching.isPending || !days.from || !days.to} onClick={() => send(true)}>
          {t("check")}
        </Button>
        <Button variant="primary" disabled={fetching.isPending || !found?.dryRun} onClick={() => send(false)}>
          {t("take")}
        </Button>
      </div>
    </div>
  );
}
