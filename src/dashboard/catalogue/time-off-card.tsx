import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { TimeOffView } from "../../contracts/catalogue.ts";
import { timeOffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { dayBounds, localDate } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { DateInput, Field } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { toClock } from "./hours-spans.ts";
import { useEdit } from "./use-edit.ts";
import { useTellOutside } from "./use-tell-outside.ts";

export function TimeOffCard({ staffId }: { staffId: string }) {
  const t = useTranslations("catalogue.staff");
  const { me, branch } = useSignedIn();
  const mayWrite = me.permissions.includes("catalogue:write");
  const items = useQuery(timeOffQuery(branch.id, staffId)).data ?? [];
  const today = localDate(serverNow(), branch.timeZone);
  const [range, setRange] = useState({ fromDate: today, toDate: today });
  const onDone = useTellOutside();
  const adding = useEdit({
    said: null,
    onDone,
    run: (body: typeof range) => ask("POST /api/v1/staff/{staffId}/time-off", { params: { staffId }, body }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.send(range);
  };
  return (
    <Card
      title={t("timeOff")}
      aside={<ExportLink path={`/api/v1/staff/${staffId}/time-off/export`} of={t("timeOff")} />}
    >
      {items.length === 0 ? <p className="text-sm text-ink-faint">{t("noTimeOff")}</p> : null}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <TimeOffRow key={item.id} item={item} mayWrite={mayWrite} />
        ))}
      </ul>
      {mayWrite ? (
        <Form onSubmit={submit} className="mt-3 grid grid-cols-2 gap-3 border-t border-line pt-4">
          <Field label={t("from")}>
            <DateInput
              required
              value={range.fromDate}
              onChange={(event) => setRange({ ...range, fromDate: event.target.value })}
            />
          </Field>
          <Field label={t("to")}>
            <DateInput
              required
              min={range.fromDate}
              value={range.toDate}
              onChange={(event) => setRange({ ...range, toDate: event.target.value })}
            />
          </Field>
          <div className="col-span-2">
            <EditRefusal error={adding.error} />
          </div>
          <Button type="submit" className="col-span-2" disabled={adding.isPending}>
            {t("addTimeOff")}
          </Button>
        </Form>
      ) : null}
    </Card>
  );
}

function TimeOffRow({ item, mayWrite }: { item: TimeOffView; mayWrite: boolean }) {
  const t = useTranslations("catalogue.staff");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const removing = useEdit({
    run: (timeOffId: string) =>
      ask("DELETE /api/v1/staff/{staffId}/time-off/{timeOffId}", { params: { staffId: item.staffId, timeOffId } }),
  });
  const day = (date: string) => formats.dayShort(dayBounds(date, formats.timeZone).start);
  const days = item.fromDate === item.toDate ? day(item.fromDate) : `${day(item.fromDate)} – ${day(item.toDate)}`;
  return (
    <li className="flex items-center gap-3 py-2 text-sm">
      <span className="flex-1">
        <span className="font-medium tabular-nums">{days}</span>
        <span className="block text-xs text-ink-faint tabular-nums">
          {item.span ? `${toClock(item.span.fromMinute)}–${toClock(item.span.toMinute)}` : t("allDay")}
        </span>
        <EditRefusal error={removing.error} />
      </span>
      {mayWrite ? (
        <IconButton label={`${common("remove")}: ${days}`} onClick={() => removing.send(item.id)}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      ) : null}
    </li>
  );
}
