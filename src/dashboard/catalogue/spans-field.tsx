import { Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "../ui/button.tsx";
import { CONTROL } from "../ui/field.tsx";
import { nextSpan, type Span, toClock, toMinute, withEnd, withStart } from "./hours-spans.ts";

type SpansFieldProps = { label: string; spans: Span[]; onChange: (spans: Span[]) => void; disabled?: boolean };

/** The hours of one day: any number of stretches, none for closed. */
export function SpansField({ label, spans, onChange, disabled = false }: SpansFieldProps) {
  const t = useTranslations("catalogue.hours");
  const replace = (index: number, span: Span) => onChange(spans.map((known, at) => (at === index ? span : known)));
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {spans.length === 0 ? <span className="min-h-9 content-center text-sm text-ink-faint">{t("closed")}</span> : null}
      {spans.map((span, index) => (
        <span key={index} className="flex max-w-full items-center gap-1">
          <ClockInput
            label={t("from", { day: label })}
            minute={span.fromMinute}
            disabled={disabled}
            onChange={(minute) => replace(index, withStart(span, minute))}
          />
          <span aria-hidden className="text-ink-faint">
            –
          </span>
          <ClockInput
            label={t("to", { day: label })}
            minute={span.toMinute}
            disabled={disabled}
            onChange={(minute) => replace(index, withEnd(span, minute))}
          />
          {disabled ? null : (
            <IconButton
              small
              label={`${t("removeSpan")}: ${label} ${toClock(span.fromMinute)}`}
              onClick={() => onChange(spans.filter((_, at) => at !== index))}
            >
              <X aria-hidden className="size-3.5" />
            </IconButton>
          )}
        </span>
      ))}
      {disabled ? null : (
        <IconButton label={`${t("add")}: ${label}`} onClick={() => onChange([...spans, nextSpan(spans)])}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
      )}
    </div>
  );
}

type ClockInputProps = { label: string; minute: number; disabled: boolean; onChange: (minute: number) => void };

function ClockInput({ label, minute, disabled, onChange }: ClockInputProps) {
  return (
    <input
      type="time"
      required
      aria-label={label}
      disabled={disabled}
      className={`${CONTROL} max-w-34 tabular-nums max-sm:max-w-26 max-sm:px-1 max-sm:text-sm`}
      value={toClock(minute)}
      onChange={(event) => {
        const next = toMinute(event.target.value);
        if (next !== null) onChange(next);
      }}
    />
  );
}
