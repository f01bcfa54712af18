import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OnCallPersonView } from "../../contracts/on-call.ts";
import { ask } from "../api/client.ts";
import { onCallPeopleQuery } from "../api/on-call.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { later } from "../ui/later.tsx";
import { ListActs } from "../ui/list-acts.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";

const PersonDialog = later(async () => (await import("./person-dialog.tsx")).PersonDialog);

const STALE = [["on-call", "people"]];

/** Who is rung, in which order. */
export function Rota() {
  const t = useTranslations("onCall");
  const mayWrite = useSignedIn().me.permissions.includes("voice:write");
  const [isAdding, setAdding] = useState(false);
  const acts = (
    <ListActs path="/api/v1/on-call/people/export" of={t("rota")} onAdd={mayWrite ? () => setAdding(true) : null} />
  );
  return (
    <Card title={t("rota")} aside={acts} flush>
      <Loaded query={useQuery(onCallPeopleQuery)} rows={2}>
        {({ items }) =>
          items.length > 0 ? (
            <ol className="divide-y divide-line">
              {items.map((person, index) => (
                <PersonRow key={person.id} person={person} place={index + 1} mayWrite={mayWrite} />
              ))}
            </ol>
          ) : (
            <EmptyState icon={UsersRound} title={t("nobody")}>
              {t("nobodyAdvice")}
            </EmptyState>
          )
        }
      </Loaded>
      {isAdding ? <PersonDialog person={null} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

type RowProps = { person: OnCallPersonView; place: number; mayWrite: boolean };

function PersonRow({ person, place, mayWrite }: RowProps) {
  const t = useTranslations("onCall");
  const common = useTranslations("common");
  const [isEditing, setEditing] = useState(false);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0 text-sm">
        <p className="flex flex-wrap items-center gap-2 font-semibold wrap-anywhere">
          {place}. {person.name} {person.isActive ? null : <Badge>{t("paused")}</Badge>}
        </p>
        <p className="text-ink-faint tabular-nums">
          <PhoneNumber phone={person.phone} /> ·{" "}
          {person.hours === null ? t("always") : t("inShifts", { count: person.hours.length })}
        </p>
      </div>
      {mayWrite ? (
        <span className="flex gap-2">
          <Button onClick={() => setEditing(true)}>{common("edit")}</Button>
          <ConfirmButton
            renderButton={(open) => <Button onClick={open}>{common("remove")}</Button>}
            title={t("removePerson", { name: person.name })}
            effect={t("removePersonEffect")}
            act={common("remove")}
            run={() => ask("DELETE /api/v1/on-call/people/{personId}", { params: { personId: person.id } })}
            said={t("removed")}
            stale={STALE}
          />
        </span>
      ) : null}
      {isEditing ? <PersonDialog person={person} onClose={() => setEditing(false)} /> : null}
    </li>
  );
}
