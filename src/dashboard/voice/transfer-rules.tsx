import { useQuery } from "@tanstack/react-query";
import { PhoneForwarded } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TransferView } from "../../contracts/voice-desk.ts";
import { ask } from "../api/client.ts";
import { transfersQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { later } from "../ui/later.tsx";
import { ListActs } from "../ui/list-acts.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { hoursText } from "./transfer-hours.ts";

const RuleDialog = later(async () => (await import("./rule-dialog.tsx")).RuleDialog);

const STALE = [["voice", "transfers"]];
const ANY = "*";

export function TransferRules() {
  const t = useTranslations("voice");
  const { branch, me } = useSignedIn();
  const [isAdding, setAdding] = useState(false);
  const mayWrite = me.permissions.includes("voice:write");
  const acts = (
    <ListActs
      path={`/api/v1/branches/${branch.id}/transfer-rules/export`}
      of={t("transfers")}
      onAdd={mayWrite ? () => setAdding(true) : null}
    />
  );
  return (
    <Card title={t("transfers")} aside={acts} flush>
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
      {isAdding ? <RuleDialog rule={null} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function RuleRow({ rule, mayWrite }: { rule: TransferView; mayWrite: boolean }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const [isEditing, setEditing] = useState(false);
  const hours = rule.hours === null ? t("anyHour") : hoursText(rule.hours);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0 text-sm">
        <p className="font-semibold wrap-anywhere">{rule.topic === ANY ? t("anyTopic") : rule.topic}</p>
        <p className="text-ink-faint tabular-nums">
          <PhoneNumber phone={rule.destination} /> · {hours || t("neverOpen")}
        </p>
      </div>
      {mayWrite ? (
        <span className="flex gap-2">
          <Button onClick={() => setEditing(true)}>{common("edit")}</Button>
          <ConfirmButton
            renderButton={(open) => <Button onClick={open}>{common("remove")}</Button>}
            title={t("removeTransfer")}
            effect={t("removeTransferEffect")}
            act={common("remove")}
            run={() => ask("DELETE /api/v1/transfer-rules/{ruleId}", { params: { ruleId: rule.id } })}
            said={t("removed")}
            stale={STALE}
          />
        </span>
      ) : null}
      {isEditing ? <RuleDialog rule={rule} onClose={() => setEditing(false)} /> : null}
    </li>
  );
}
