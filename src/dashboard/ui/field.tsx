import { Field as Base } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { INVALIDITIES } from "./invalidity.ts";

export const CONTROL =
  "min-h-9 w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-base text-ink placeholder:text-ink-faint disabled:bg-sunken disabled:text-ink-faint data-invalid:border-bad pointer-coarse:min-h-11";

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it, in words. */
  error?: string | null | undefined;
  className?: string;
  children: ReactNode;
};

/** Label, control, hint and error, tied together for those who hear the page. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const t = useTranslations("common.invalid");
  return (
    <Base.Root invalid={Boolean(error)} className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
      <Base.Label className="text-sm font-medium text-ink-soft">{label}</Base.Label>
      {children}
      {hint ? <Base.Description className="text-xs text-ink-faint">{hint}</Base.Description> : null}
      {error ? (
        <Base.Error match className="text-xs font-medium text-bad">
          {error}
        </Base.Error>
      ) : (
        INVALIDITIES.map((each) => (
          <Base.Error key={each} match={each} className="text-xs font-medium text-bad">
            {t(each)}
          </Base.Error>
        ))
      )}
    </Base.Root>
  );
}

export function TextInput({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Control>, "className"> & { className?: string }) {
  return <Base.Control className={classNames(CONTROL, className)} {...rest} />;
}

/** The browser's own picker: it speaks every language, and knows how people type dates. */
export function DateInput(props: ComponentProps<typeof TextInput>) {
  return <TextInput type="date" {...props} className={classNames("tabular-nums", props.className)} />;
}

export function TextArea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <Base.Control
      render={<textarea rows={rows} className={classNames(CONTROL, "resize-y py-2", className)} {...rest} />}
    />
  );
}
