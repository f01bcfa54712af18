type CodeFieldProps = { label: string; kind: "app" | "recovery"; error: boolean };

/** Paste-friendly: groups and gaps are welcome, and phones offer the code of a message. */
export function CodeField({ label, kind, error }: CodeFieldProps) {
  const marked = error ? { "aria-invalid": "true" as const, "aria-describedby": "error" } : {};
  const digits =
    kind === "app" ? { inputmode: "numeric" as const, autocomplete: "one-time-code" } : { autocomplete: "off" };
  return (
    <div class="field">
      <label for="code">{label}</label>
      <input
        class="code"
        id="code"
        name="code"
        type="text"
        {...digits}
        autocapitalize="characters"
        spellcheck={false}
        maxlength={32}
        required
        autofocus
        {...marked}
      />
    </div>
  );
}

export function Alert({ children }: { children: string }) {
  return (
    <div class="alert" role="alert" id="error">
      {children}
    </div>
  );
}
