import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { ask, type Input } from "../api/client.ts";
import { enrolmentsQuery, sequencesQuery } from "../api/leads.ts";
import { teamQuery } from "../api/team.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { LEAD_STATUSES } from "./lead-tones.ts";
import { useMoveLead } from "./use-move-lead.ts";

const NOBODY = "nobody";
const STALE = [["leads"], ["sequences"]];

/** What somebody does with a lead: move it on, give it to a colleague, write a note, follow it up. */
export function LeadWork({ lead }: { lead: LeadView }) {
  const t = useTranslations("leads");
  const moving = useMoveLead();
  return (
    <Card title={t("work")}>
      <div className="flex flex-col gap-4">
        <Field label={t("status")}>
          <Select
            value={lead.status}
            options={LEAD_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            disabled={moving.isPending}
            onChoose={(status) => moving.send({ lead, status })}
          />
        </Field>
        <Refusal error={moving.error} known={{ version_conflict: t("movedMeanwhile") }} />
        <Owner lead={lead} />
        <Note leadId={lead.id} />
        <FollowUp lead={lead} />
      </div>
    </Card>
  );
}

function Owner({ lead }: { lead: LeadView }) {
  const t = useTranslations("leads");
  const { permissions, user } = useSignedIn().me;
  const team = useQuery({ ...teamQuery, enabled: permissions.includes("team:read") }).data ?? [];
  type Patch = Input<"PATCH /api/v1/leads/{leadId}">["body"];
  const giving = useEdit({
    run: (ownerId: string | null) =>
      ask("PATCH /api/v1/leads/{leadId}", { params: { leadId: lead.id }, body: { ownerId } as Patch }),
    stale: STALE,
  });
  const people =
    team.length > 0
      ? team.map(({ id, name }) => ({ id: id as string, name }))
      : [{ id: user.id as string, name: user.name }];
  return (
    <Field label={t("owner")}>
      <Select
        value={lead.ownerId ?? NOBODY}
        options={[
          { value: NOBODY, label: t("noOwner") },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        disabled={giving.isPending}
        onChoose={(chosen) => giving.send(chosen === NOBODY ? null : chosen)}
      />
    </Field>
  );
}

function Note({ leadId }: { leadId: string }) {
  const t = useTranslations("leads");
  const [text, setText] = useState("");
  const noting = useEdit({
    run: (words: string) => ask("POST /api/v1/leads/{leadId}/notes", { params: { leadId }, body: { text: words } }),
    stale: STALE,
    onDone: () => setText(""),
  });
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("note")}>
        <TextArea maxLength={2_000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Refusal error={noting.error} />
      <Button
        className="self-start"
        disabled={text.trim() === "" || noting.isPending}
        onClick={() => noting.send(text)}
      >
        {t("addNote")}
      </Button>
    </div>
  );
}

/** Which sequences they are in, and another to put them into. */
function FollowUp({ lead }: { lead: LeadView }) {
  const t = useTranslations("leads");
  const formats = useBranchFormats();
  const { permissions } = useSignedIn().me;
  const isAllowed = permissions.includes("sequences:write");
  const sequences = useQuery({ ...sequencesQuery, enabled: isAllowed }).data ?? [];
  const active =
    useQuery({ ...enrolmentsQuery({ leadId: lead.id, status: "active" }), enabled: isAllowed }).data?.items ?? [];
  const beginning = useEdit({
    run: (sequenceId: string) =>
      ask("POST /api/v1/enrolments", { body: { sequenceId, branchId: lead.branchId, leadId: lead.id } as never }),
    stale: STALE,
  });
  const stopping = useEdit({
    run: (enrolmentId: string) => ask("POST /api/v1/enrolments/{enrolmentId}/stop", { params: { enrolmentId } }),
    stale: STALE,
  });
  const possible = sequences.filter(
    ({ id, isActive }) => isActive && !active.some(({ sequenceId }) => sequenceId === id),
  );
  if (!isAllowed || (possible.length === 0 && active.length === 0)) return null;
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="text-sm font-medium text-ink-soft">{t("followUps")}</h3>
      {active.map(({ id, sequenceId, nextAt }) => (
        <div key={id} className="flex flex-wrap items-center justify-between gap-2 text-sm">
          <span className="min-w-0 wrap-anywhere">
            {sequences.find((each) => each.id === sequenceId)?.name ?? t("aSequence")}
            <span className="block text-xs text-ink-faint">
              {nextAt ? t("nextStep", { when: formats.dateTime(nextAt) }) : null}
            </span>
          </span>
          <Button disabled={stopping.isPending} onClick={() => stopping.send(id)}>
            {t("stop")}
          </Button>
        </div>
      ))}
      {possible.map(({ id, name }) => (
        <Button
          key={id}
          className="self-start whitespace-normal"
          disabled={beginning.isPending}
          onClick={() => beginning.send(id)}
        >
          {t("putInto", { sequence: name })}
        </Button>
      ))}
      <Refusal error={beginning.error ?? stopping.error} />
    </section>
  );
}
