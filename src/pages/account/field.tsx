export type FieldSpec = {
  name: string;
  label: string;
  kind: "text" | "email" | "password" | "checkbox" | "select";
  autocomplete?: string;
  value?: string;
  maxlength?: number;
  hint?: string;
  errors?: string[];
  options?: string[];
};

/** A labelled field; its hint and what is wrong with it are read out with it. */
export function Field(props: FieldSpec & { autofocus: boolean }) {
  const { name, label, kind, hint, errors = [] } = props;
  if (kind === "checkbox") return <Checkbox {...props} />;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {kind === "select" ? <Select {...props} /> : <Input {...props} />}
      {hint !== undefined && (
        <p class="rule" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <Errors name={name} errors={errors} />
    </div>
  );
}

function Input({
  name,
  kind,
  autocomplete,
  value = "",
  maxlength = 254,
  autofocus,
  ...rest
}: Parameters<typeof Field>[0]) {
  return (
    <input
      id={name}
      name={name}
      type={kind}
      autocomplete={autocomplete}
      autocapitalize={kind === "email" ? "none" : undefined}
      maxlength={maxlength}
      value={kind === "password" ? "" : value}
      required
      autofocus={autofocus}
      {...described(name, rest)}
    />
  );
}

function Select({ name, value, options = [], autofocus, ...rest }: Parameters<typeof Field>[0]) {
  return (
    <select id={name} name={name} autofocus={autofocus} {...described(name, rest)}>
      {options.map((option) => (
        <option value={option} selected={option === value}>
          {option.replaceAll("_", " ")}
        </option>
      ))}
    </select>
  );
}

function Checkbox({ name, label, value, errors = [] }: FieldSpec) {
  return (
    <div class="field">
      <label class="choice" for={name}>
        <input
          id={name}
          name={name}
          type="checkbox"
          value="on"
          checked={value === "on"}
          required
          {...described(name, { errors })}
        />
        <span>{label}</span>
      </label>
      <Errors name={name} errors={errors} />
    </div>
  );
}

function Errors({ name, errors }: { name: string; errors: string[] }) {
  if (errors.length === 0) return null;
  return (
    <ul class="errors" id={`${name}-errors`}>
      {errors.map((error) => (
        <li>{error}</li>
      ))}
    </ul>
  );
}

function described(name: string, { hint, errors = [] }: { hint?: string | undefined; errors?: string[] | undefined }) {
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(errors.length > 0 ? [`${name}-errors`] : [])];
  const invalid = errors.length > 0 ? { "aria-invalid": "true" as const } : {};
  return ids.length > 0 ? { "aria-describedby": ids.join(" "), ...invalid } : invalid;
}
