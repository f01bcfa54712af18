import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TransferView } from "../../contracts/voice-desk.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { minuteOf, timeOf, WORKDAYS } from "./transfer-hours.ts";

type Body = Input<"POST /api/v1/transfer-rules">["body"];
type Fields = { topic: string; aliases: string; phone: string; isAlways: boolean; from: string; to: string };
const STALE = [["voice", "transfers"]];
const ANY = "*";

/** Whom callers are put through to. Null: a new rule. */
export function RuleDialog({ rule, onClose }: { rule: TransferView | null; onClose: () => void }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const [draft, setDraft] = useState(fieldsOf(rule));
  const saving = useEdit({
    run: (body: Body) =>
      rule
        ? ask("PATCH /api/v1/transfer-rules/{ruleId}", { params: { ruleId: rule.id }, body: patchOf(rule, body) })
        : ask("POST /api/v1/transfer-rules", { body }),
    stale: STALE,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={rule ? t("editTransfer") : t("addTransfer")}
      act={common("save")}
      pending={saving.isPending}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send({ branchId: branch.id, ...bodyOf(draft) })}
      onClose={onClose}
    >
      <RuleFields draft={draft} change={(changes) => setDraft({ ...draft, ...changes })} />
    </FormDialog>
  );
}

function RuleFields({ draft, change }: { draft: Fields; change: (changes: Partial<Fields>) => void }) {
  const t = useTranslations("voice");
  return (
    <>
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
    </>
  );
}

function fieldsOf(rule: TransferView | null): Fields {
  const [span] = rule?.hours ?? [];
  return {
    topic: rule && rule.topic !== ANY ? rule.topic : "",
    aliases: rule?.aliases.join(", ") ?? "",
    phone: rule?.destination ?? "",
    isAlways: !rule || rule.hours === null,
    from: span ? timeOf(span.fromMinute) : "09:00",
    to: span ? timeOf(span.toMinute) : "17:00",
  };
}

function bodyOf({ topic, aliases, phone, isAlways, from, to }: Fields) {
  const span = { fromMinute: minuteOf(from), toMinute: minuteOf(to) };
  const words = aliases.split(",").map((word) => word.trim());
  return {
    topic: topic.trim() || ANY,
    aliases: words.filter(Boolean),
    hours: isAlways ? null : WORKDAYS.map((weekday) => ({ weekday, ...span })),
    destination: phone,
  };
}

/** Hours that were not touched stay as they are: this dialog knows simpler ones than there can be. */
function patchOf(rule: TransferView, sent: Body) {
  const { branchId: _, hours = null, ...body } = sent;
  const before = bodyOf(fieldsOf(rule)).hours;
  const isTouched = JSON.stringify(before) !== JSON.stringify(hours);
  return isTouched ? { ...body, hours } : body;
}
