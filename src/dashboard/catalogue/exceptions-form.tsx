import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { HoursView } from "../../contracts/catalogue.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { addDays, dayBounds, isDate, localDate } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { DateInput, Field } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { SpansField } from "./spans-field.tsx";
import { useSaveHours } from "./use-save-hours.ts";

type Exception = HoursView["exceptions"][number];

/** Single dates whose hours replace the weekly ones: longer, shorter, or none. */
export function ExceptionsForm({ hours, etag }: { hours: HoursView; etag: string | undefined }) {
  const t = useTranslations("catalogue.branch");
  const common = useTranslations("common");
  const { me } = useSignedIn();
  const mayWrite = me.permissions.includes("catalogue:write");
  const [exceptions, setExceptions] = useState(hours.exceptions);
  const saving = useSaveHours(etag);
  const set = (changed: Exception) =>
    setExceptions(exceptions.map((known) => (known.date === changed.date ? changed : known)));
  return (
    <Card>
      {exceptions.length === 0 ? <p className="pb-3 text-sm text-ink-faint">{t("noExceptions")}</p> : null}
      <ul className="divide-y divide-line">
        {exceptions.map((exception) => (
          <ExceptionRow
            key={exception.date}
            exception={exception}
            disabled={!mayWrite}
            onChange={set}
            onRemove={() => setExceptions(exceptions.filter(({ date }) => date !== exception.date))}
          />
        ))}
      </ul>
      {mayWrite ? (
        <AddException
          known={exceptions}
          onAdd={(added) => setExceptions([...exceptions, added].sort((a, b) => a.date.localeCompare(b.date)))}
        />
      ) : null}
      <EditRefusal error={saving.error} onReload={() => setExceptions(hours.exceptions)} />
      {mayWrite ? (
        <div className="mt-4 flex justify-end">
          <Button
            variant="primary"
            disabled={saving.isPending || exceptions === hours.exceptions}
            onClick={() => saving.send({ weekly: hours.weekly, exceptions })}
          >
            {common("save")}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

type RowProps = {
  exception: Exception;
  disabled: boolean;
  onChange: (exception: Exception) => void;
  onRemove: () => void;
};

function ExceptionRow({ exception, disabled, onChange, onRemove }: RowProps) {
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const day = formats.dayShort(dayBounds(exception.date, formats.timeZone).start);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
      <span className="w-28 shrink-0 pt-2 text-sm font-medium tabular-nums">{day}</span>
      <div className="min-w-0 flex-1">
        <SpansField
          label={day}
          disabled={disabled}
          spans={exception.spans}
          onChange={(spans) => onChange({ ...exception, spans })}
        />
      </div>
      {disabled ? null : (
        <IconButton label={`${common("remove")}: ${day}`} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      )}
    </li>
  );
}

function AddException({ known, onAdd }: { known: Exception[]; onAdd: (exception: Exception) => void }) {
  const t = useTranslations("catalogue.branch");
  const { branch } = useSignedIn();
  const today = localDate(serverNow(), branch.timeZone);
  const [date, setDate] = useState(addDays(today, 1));
  const isKnown = known.some((exception) => exception.date === date);
  return (
    <div className="mt-3 flex flex-wrap items-end gap-3 border-t border-line pt-4">
      <Field label={t("date")}>
        <DateInput
          min={today}
          value={date}
          onChange={(event) => isDate(event.target.value) && setDate(event.target.value)}
        />
      </Field>
      <Button disabled={isKnown} onClick={() => onAdd({ date, spans: [] })}>
        {t("addException")}
      </Button>
    </div>
  );
}
