import { useState } from "react";
import { Field, TextInput } from "../ui/field.tsx";

type OptionalNumberProps = {
  label: string;
  hint?: string;
  /** What holds when nothing is entered. */
  none: string;
  min: number;
  max?: number;
  step?: string;
  value: number | null;
  onChange: (value: number | null) => void;
};

/** A rule that may be missing: an empty field is null. */
export function OptionalNumber({ label, hint, none, min, max, step, value, onChange }: OptionalNumberProps) {
  const [text, setText] = useState(value === null ? "" : String(value));
  const type = (next: string) => {
    setText(next);
    if (next.trim() === "") onChange(null);
    else if (Number.isFinite(Number(next))) onChange(Number(next));
  };
  return (
    <Field label={label} hint={hint}>
      <TextInput
        type="number"
        min={min}
        max={max}
        step={step}
        placeholder={none}
        className="tabular-nums"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
    </Field>
  );
}
