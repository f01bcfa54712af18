import { useQuery } from "@tanstack/react-query";
import { PhoneForwarded, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TransferView } from "../../contracts/voice-desk.ts";
import { ask, type Input } from "../api/client.ts";
import { transfersQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { hoursText, minuteOf, WORKDAYS } from "./transfer-hours.ts";

type Body = Input<"POST /api/v1/transfer-rules">["body"];
const STALE = [["voice", "transfers"]];
const ANY = "*";

export function TransferRules() {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const { branch, me } = useSignedIn();
  const [isAdding, setAdding] = useState(false);
  const mayWrite = me.permissions.includes("voice:write");
  const add = (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" /> {common("add")}
    </Button>
  );
  return (
    <Card title={t("transfers")} aside={mayWrite ? add : null} flush>
      <Loaded query={useQuery(transfersQuery(branch.id))} rows={2}>
        {({ items }) =>
          items.length > 0 ? (
            <ul className="divide-y divide-line">
              {items.map((rule) => (
                <RuleRow key={rule.id} rule={rule} mayWrite={mayWrite} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={PhoneForwarded} title={t("noTransfers")}>
              {t("noTransfersAdvice")}
            </EmptyState>
          )
        }
      </Loaded>
      {isAdding ? <RuleDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function RuleRow({ rule, mayWrite }: { rule: TransferView; mayWrite: boolean }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const hours = rule.hours === null ? t("anyHour") : hoursText(rule.hours);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0 text-sm">
        <p className="font-semibold wrap-anywhere">{rule.topic === ANY ? t("anyTopic") : rule.topic}</p>
        <p className="text-ink-faint tabular-nums">
          {rule.destination} · {hours || t("neverOpen")}
        </p>
      </div>
      {mayWrite ? (
        <ConfirmButton
          renderButton={(open) => <Button onClick={open}>{common("remove")}</Button>}
          title={t("removeTransfer")}
          effect={t("removeTransferEffect")}
          act={common("remove")}
          run={() => ask("DELETE /api/v1/transfer-rules/{ruleId}", { params: { ruleId: rule.id } })}
          said={t("removed")}
          stale={STALE}
        />
      ) : null}
    </li>
  );
}

function RuleDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const [draft, setDraft] = useState({ topic: "", aliases: "", phone: "", isAlways: true, from: "09:00", to: "17:00" });
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const saving = useEdit({
    run: (body: Body) => ask("POST /api/v1/transfer-rules", { body }),
    stale: STALE,
    onDone: onClose,
  });
  const submit = () => {
    const span = { fromMinute: minuteOf(draft.from), toMinute: minuteOf(draft.to) };
    const hours = draft.isAlways ? null : WORKDAYS.map((weekday) => ({ weekday, ...span }));
    const aliases = draft.aliases
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean);
    saving.send({ branchId: branch.id, topic: draft.topic.trim() || ANY, aliases, hours, destination: draft.phone });
  };
  return (
    <FormDialog
      title={t("addTransfer")}
      act={common("save")}
      pending={saving.isPending}
      refusal={<Refusal error={saving.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("topic")} hint={t("topicHint")}>
        <TextInput maxLength={80} value={draft.topic} onChange={(event) => change({ topic: event.target.value })} />
      </Field>
      <Field label={t("topicWords")} hint={t("topicWordsHint")}>
        <TextInput
          maxLength={400}
          value={draft.aliases}
          onChange={(event) => change({ aliases: event.target.value })}
        />
      </Field>
      <Field label={t("destination")} hint={t("numberHint")}>
        <TextInput
          required
          type="tel"
          value={draft.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </Field>
      <Switch label={t("anyHour")} checked={draft.isAlways} onToggle={(isAlways) => change({ isAlways })} />
      {draft.isAlways ? null : (
        <div className="grid grid-cols-2 gap-4">
          <Field label={t("from")} hint={t("workdays")}>
            <TextInput
              required
              type="time"
              value={draft.from}
              onChange={(event) => change({ from: event.target.value })}
            />
          </Field>
          <Field label={t("to")}>
            <TextInput required type="time" value={draft.to} onChange={(event) => change({ to: event.target.value })} />
          </Field>
        </div>
      )}
    </FormDialog>
  );
}
