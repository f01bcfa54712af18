import { useQueryClient } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

type Order = { ids: string[] };
type Settled = { settled: unknown[]; refused: unknown[] };
type Act = (order: Order, key: string) => Promise<Settled>;

type SettleActsProps = {
  ids: readonly string[];
  onDone: () => void;
  /** Where its words are. */
  texts: "admin.letters" | "admin.calendars.acts";
  replay: Act;
  discard: Act;
};

/** Has what was given up done again, or gives it up for good: one or many. */
export function SettleActs({ ids, onDone, texts, replay, discard }: SettleActsProps) {
  const t = useTranslations(texts);
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    onDone();
  };
  const tell = useTell(texts, close);
  const replaying = useChange({ run: replay, onDone: tell((count) => t("replayed", { count })) });
  const discarding = useChange({ run: discard, onDone: tell((count) => t("discarded", { count })) });
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

function useTell(texts: SettleActsProps["texts"], close: () => void) {
  const t = useTranslations(texts);
  const client = useQueryClient();
  return (title: (count: number) => string) => (answer: Settled) => {
    if (answer.settled.length > 0) notify({ title: title(answer.settled.length) });
    if (answer.refused.length > 0) notify({ title: t("refused", { count: answer.refused.length }), tone: "bad" });
    close();
    void client.invalidateQueries({ queryKey: ["operations"] });
  };
}
