import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { notify } from "../ui/toast.ts";

/** Staff say what the vendor did not see, or take it back. */
export function SpamButton({ call }: { call: CallView }) {
  if (!useSignedIn().me.permissions.includes("calls:write") || call.status === "ongoing") return null;
  return (
    <PageTexts of={["spam"]}>
      <Marking call={call} />
    </PageTexts>
  );
}

function Marking({ call }: { call: CallView }) {
  const t = useTranslations("spam");
  const [isAsking, setAsking] = useState(false);
  const clearing = useMarking(call.id);
  if (!call.isSpam)
    return (
      <>
        <Button onClick={() => setAsking(true)}>
          <ShieldAlert aria-hidden className="size-4" /> {t("mark")}
        </Button>
        {isAsking ? <SpamDialog call={call} onClose={() => setAsking(false)} /> : null}
      </>
    );
  return (
    <>
      <Button disabled={clearing.isPending} onClick={() => clearing.send({ isSpam: false, block: null })}>
        <ShieldCheck aria-hidden className="size-4" /> {t("clear")}
      </Button>
      <Refusal error={clearing.error} />
    </>
  );
}

function SpamDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const t = useTranslations("spam");
  const common = useTranslations("common");
  const mayBlock = useSignedIn().me.permissions.includes("voice:write");
  const format = usePhoneFormat();
  const [blocks, setBlocks] = useState(false);
  const number = call.direction === "inbound" ? call.fromNumber : null;
  const marking = useMarking(call.id, onClose);
  const block = blocks ? number : null;
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" disabled={marking.isPending} onClick={() => marking.send({ isSpam: true, block })}>
        {t("mark")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("title")} description={t("effect")} foot={foot}>
      <div className="flex flex-col gap-3">
        {mayBlock && number ? (
          <Switch label={t("block", { number: format(number) })} checked={blocks} onToggle={setBlocks} />
        ) : null}
        <Refusal error={marking.error} />
      </div>
    </Dialog>
  );
}

type Mark = { isSpam: boolean; block: string | null };

/** The number first: a call that is marked while its number could not be blocked would hide that. */
function useMarking(callId: string, onDone?: () => void) {
  const t = useTranslations("spam");
  const undoing = useEdit({
    run: (isSpam: boolean) => putMark(callId, isSpam),
    stale: [["call"], ["calls"]],
  });
  return useEdit<Mark, Mark>({
    run: async (mark) => {
      if (mark.block) await ask("POST /api/v1/voice/callers", { body: { kind: "blocked", phone: mark.block } });
      await putMark(callId, mark.isSpam);
      return mark;
    },
    said: null,
    stale: [["call"], ["calls"], ["voice"]],
    onDone: ({ isSpam, block }) => {
      const undo = { label: t("undo"), run: () => undoing.send(!isSpam) };
      notify({ title: isSpam ? t(block ? "markedAndBlocked" : "marked") : t("cleared"), undo });
      onDone?.();
    },
  });
}

function putMark(callId: string, isSpam: boolean) {
  return ask("PUT /api/v1/calls/{callId}/spam", { params: { callId }, body: { isSpam } });
}
