import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { QuestionFields } from "../booking/question-fields.tsx";
import { isDate, localDate } from "../calendar/zoned-time.ts";
import { NumberField } from "../catalogue/number-field.tsx";
import { serverNow } from "../live/clock.ts";
import { DateInput, Field, TextArea, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { GroupRefusal } from "./group-refusal.tsx";
import { type PackageItem, PackageItems } from "./package-items.tsx";
import { PackageStarts } from "./package-starts.tsx";
import { useBooked } from "./use-booked.ts";

type Body = Input<"POST /api/v1/packages">["body"];
type Answers = NonNullable<Body["answers"]>;

/** Several services in a row, on one day. */
export function PackageDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("series");
  const booking = useTranslations("booking");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const services = useQuery(servicesQuery(branch.id)).data ?? [];
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const today = localDate(serverNow(), branch.timeZone);
  const [draft, setDraft] = useState({ date: today, gapMinutes: 0, name: "", phone: "", email: "", notes: "" });
  const [answers, setAnswers] = useState<Answers>({});
  const [chosen, setItems] = useState<PackageItem[] | null>(null);
  const [startsAt, setStartsAt] = useState<string | null>(null);
  const items = chosen ?? services.slice(0, 2).map(({ id }) => ({ serviceId: id, staffId: "" }));
  const questions = questionsOf(services, items);
  const adding = useAdding(onClose);
  const change = (changes: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changes });
    if ("date" in changes || "gapMinutes" in changes) setStartsAt(null);
  };
  const submit = () => {
    const { gapMinutes } = draft;
    const [name, phone, email, notes] = [draft.name, draft.phone, draft.email, draft.notes].map((text) => text.trim());
    const asked = Object.entries(answers).filter(([id]) => questions.some((question) => question.id === id));
    if (!startsAt) return;
    adding.send({
      branchId: branch.id,
      startsAt,
      gapMinutes,
      items: items.map(({ serviceId, staffId }) => ({ serviceId, ...(staffId ? { staffId } : {}) })),
      customer: { name: name ?? "", ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
      ...(notes ? { notes } : {}),
      ...(asked.length > 0 ? { answers: Object.fromEntries(asked) } : {}),
    });
  };
  const choose = (at: string) => (
    setDraft({ ...draft, date: localDate(Date.parse(at), branch.timeZone) }), setStartsAt(at)
  );
  return (
    <FormDialog
      wide
      title={t("newPackage")}
      act={startsAt ? booking("bookAt", { when: formats.time(startsAt) }) : booking("book")}
      ready={startsAt !== null}
      pending={adding.isPending}
      refusal={<GroupRefusal error={adding.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <PackageItems
        services={services}
        staff={staff}
        items={items}
        onChange={(next) => (setItems(next), setStartsAt(null))}
      />
      <div className="grid grid-cols-2 gap-4">
        <Field label={booking("day")}>
          <DateInput
            required
            min={today}
            value={draft.date}
            onChange={(event) => isDate(event.target.value) && change({ date: event.target.value })}
          />
        </Field>
        <NumberField
          label={t("gap")}
          min={0}
          value={draft.gapMinutes}
          onChange={(gapMinutes) => change({ gapMinutes })}
        />
      </div>
      <PackageStarts items={items} gapMinutes={draft.gapMinutes} date={draft.date} value={startsAt} onChoose={choose} />
      <div className="grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
        <Field label={booking("name")} className="sm:col-span-2">
          <TextInput
            required
            maxLength={120}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={booking("phone")} hint={booking("phoneHint")}>
          <TextInput type="tel" value={draft.phone} onChange={(event) => change({ phone: event.target.value })} />
        </Field>
        <Field label={booking("email")}>
          <TextInput type="email" value={draft.email} onChange={(event) => change({ email: event.target.value })} />
        </Field>
        <QuestionFields questions={questions} answers={answers} onChange={setAnswers} />
        <Field label={booking("notes")} className="sm:col-span-2">
          <TextArea rows={2} value={draft.notes} onChange={(event) => change({ notes: event.target.value })} />
        </Field>
      </div>
    </FormDialog>
  );
}

/** What the services ask, each question once. */
function questionsOf(services: ServiceView[], items: PackageItem[]): ServiceView["questions"] {
  const asked = services
    .filter(({ id }) => items.some(({ serviceId }) => serviceId === id))
    .flatMap(({ questions }) => questions);
  return [...new Map(asked.map((question) => [question.id, question])).values()];
}

function useAdding(onClose: () => void) {
  const showBooked = useBooked();
  return useChange({
    run: (body: Body, key) => ask("POST /api/v1/packages", { headers: { "idempotency-key": key }, body }),
    onDone: (group, { customer }) => {
      onClose();
      showBooked(group, customer.name);
    },
  });
}
