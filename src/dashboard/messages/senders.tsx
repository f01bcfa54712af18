import { useQuery } from "@tanstack/react-query";
import { Plus, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SenderView } from "../../contracts/messaging.ts";
import { ask } from "../api/client.ts";
import { sendersQuery } from "../api/messages.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";

const NewSenderDialog = later(async () => (await import("./new-sender-dialog.tsx")).NewSenderDialog);

const STALE = [["messages", "senders"]];

/** The business's own numbers, in the order in which they are tried. */
export function Senders() {
  const t = useTranslations("messages.senders");
  const { permissions } = useSignedIn().me;
  const [isAdding, setAdding] = useState(false);
  const mayWrite = permissions.includes("connections:write");
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">{t("about")}</p>
        {mayWrite ? (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden className="size-4" /> {t("add")}
          </Button>
        ) : null}
      </div>
      <Loaded query={useQuery(sendersQuery)} rows={4}>
        {(senders) =>
          senders.length === 0 ? (
            <Card>
              <EmptyState icon={Smartphone} title={t("nothing")}>
                {t("nothingAdvice")}
              </EmptyState>
            </Card>
          ) : (
            <div className="grid gap-4 lg:grid-cols-2">
              {senders.map((sender) => (
                <SenderCard key={sender.id} sender={sender} mayWrite={mayWrite} />
              ))}
            </div>
          )
        }
      </Loaded>
      {isAdding ? <NewSenderDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function SenderCard({ sender, mayWrite }: { sender: SenderView; mayWrite: boolean }) {
  const t = useTranslations("messages.senders");
  const vendors = useTranslations("messages.vendors");
  const { id: senderId, isDisabled } = sender;
  const switching = useEdit({
    run: (off: boolean) =>
      ask("PATCH /api/v1/message-senders/{senderId}", { params: { senderId }, body: { isDisabled: off } }),
    stale: STALE,
  });
  return (
    <Card title={sender.name}>
      <div className="flex flex-col items-start gap-3 text-sm">
        <p>
          {vendors(sender.vendor)} ·{" "}
          <span className="tabular-nums">
            <PhoneNumber phone={sender.address} />
          </span>
        </p>
        <Badge tone={isDisabled ? "neutral" : "good"}>{isDisabled ? t("off") : t("on")}</Badge>
        <div className="w-full min-w-0">
          <p className="mb-1 text-xs text-ink-faint">{t("webhook")}</p>
          <Code text={sender.webhookUrl} what={t("copyWebhook")} />
        </div>
        {sender.voiceUrl ? (
          <div className="w-full min-w-0">
            <p className="mb-1 text-xs text-ink-faint">{t("voice")}</p>
            <Code text={sender.voiceUrl} what={t("copyWebhook")} />
          </div>
        ) : null}
        {mayWrite ? (
          <Button disabled={switching.isPending} onClick={() => switching.send(!isDisabled)}>
            {isDisabled ? t("switchOn") : t("switchOff")}
          </Button>
        ) : null}
        <Refusal error={switching.error} />
      </div>
    </Card>
  );
}
