import { useState } from "react";
import { Field, TextInput } from "../ui/field.tsx";

type NumberFieldProps = {
  label: string;
  hint?: string;
  min: number;
  max?: number;
  step?: string;
  value: number;
  onChange: (value: number) => void;
};

/** Keeps what is being typed ("1.", "") until it is a number again. */
export function NumberField({ label, hint, min, max, step, value, onChange }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const type = (next: string) => {
    setText(next);
    if (next.trim() !== "" && Number.isFinite(Number(next))) onChange(Number(next));
  };
  return (
    <Field label={label} hint={hint}>
      <TextInput
        type="number"
        required
        min={min}
        max={max}
        step={step}
        className="tabular-nums"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
    </Field>
  );
}
