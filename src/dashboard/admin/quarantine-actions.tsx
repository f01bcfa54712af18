import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { QuarantinedEventView } from "../../contracts/quarantine.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { later } from "../ui/later.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

const AssignDialog = later(async () => (await import("./assign-dialog.tsx")).AssignDialog);

/** What can be done about an event that nobody could place. */
export function QuarantineActions({ event }: { event: QuarantinedEventView }) {
  const t = useTranslations("admin.quarantine");
  const [asking, setAsking] = useState<"assign" | "discard" | null>(null);
  const { replaying, discarding, known } = useActs(event.id, () => setAsking(null));
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button variant="primary" onClick={() => setAsking("assign")}>
        {t("assign")}
      </Button>
      <Button disabled={replaying.isPending} onClick={() => replaying.send("replay")}>
        {t("replay")}
      </Button>
      <Button onClick={() => setAsking("discard")}>{t("discard")}</Button>
      <Refusal error={replaying.error} known={known} />
      {asking === "assign" ? <AssignDialog event={event} known={known} onClose={() => setAsking(null)} /> : null}
      <ConfirmDialog
        open={asking === "discard"}
        onClose={() => setAsking(null)}
        title={t("discardTitle")}
        effect={t("discardEffect")}
        act={t("discard")}
        pending={discarding.isPending}
        onConfirm={() => discarding.send("discard")}
        error={<Refusal error={discarding.error} known={known} />}
      />
    </div>
  );
}

function useActs(eventId: string, close: () => void) {
  const t = useTranslations("admin.quarantine");
  const client = useQueryClient();
  const done = (title: string) => () => {
    notify({ title });
    close();
    void client.invalidateQueries({ queryKey: ["operations"] });
  };
  const asked = (key: string) => ({ params: { eventId }, headers: { "idempotency-key": key }, body: {} });
  const replaying = useChange({
    run: (_: "replay", key) => ask("POST /api/v1/operations/quarantine/{eventId}/replay", asked(key)),
    onDone: done(t("replayed")),
  });
  const discarding = useChange({
    run: (_: "discard", key) => ask("POST /api/v1/operations/quarantine/{eventId}/discard", asked(key)),
    onDone: done(t("discarded")),
  });
  const known = { still_unplaced: t("stillUnplaced"), wrong_status: t("wrongStatus") };
  return { replaying, discarding, known };
}
