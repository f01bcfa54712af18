import { useQueryClient } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

/** Sends messages to their queues again, or forgets them. */
export function LetterActs({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const t = useTranslations("admin.letters");
  const [isAsking, setAsking] = useState(false);
  const { replaying, discarding } = useActs(() => {
    setAsking(false);
    onDone();
  });
  const order = { ids: [...ids] };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-ink-soft tabular-nums">{t("selected", { count: ids.length })}</span>
      <Button variant="primary" disabled={replaying.isPending} onClick={() => replaying.send(order)}>
        <RotateCw aria-hidden className="size-3.5" /> {t("replay")}
      </Button>
      <Button onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-3.5" /> {t("discard")}
      </Button>
      <Refusal error={replaying.error} />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("discardTitle", { count: ids.length })}
        effect={t("discardEffect")}
        act={t("discard")}
        pending={discarding.isPending}
        onConfirm={() => discarding.send(order)}
        error={<Refusal error={discarding.error} />}
      />
    </div>
  );
}

type Settled = { settled: unknown[]; refused: unknown[] };

function useActs(close: () => void) {
  const t = useTranslations("admin.letters");
  const client = useQueryClient();
  const tell = (title: (count: number) => string) => (answer: Settled) => {
    if (answer.settled.length > 0) notify({ title: title(answer.settled.length) });
    if (answer.refused.length > 0) notify({ title: t("refused", { count: answer.refused.length }), tone: "bad" });
    close();
    void client.invalidateQueries({ queryKey: ["operations"] });
  };
  const replaying = useChange({
    run: (body: { ids: string[] }, key) =>
      ask("POST /api/v1/operations/dead-letters/replay", { headers: { "idempotency-key": key }, body }),
    onDone: tell((count) => t("replayed", { count })),
  });
  const discarding = useChange({
    run: (body: { ids: string[] }, key) =>
      ask("POST /api/v1/operations/dead-letters/discard", { headers: { "idempotency-key": key }, body }),
    onDone: tell((count) => t("discarded", { count })),
  });
  return { replaying, discarding };
}
