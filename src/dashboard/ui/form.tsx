import { Form as Base } from "@base-ui/react/form";
import { CircleAlert } from "lucide-react";
import { type ComponentProps, type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { type Invalidity, invalidityOf } from "./invalidity.ts";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Wrong = { control: Control; label: string; invalidity: Invalidity };
type FormProps = Omit<ComponentProps<"form">, "onSubmit" | "ref"> & {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
};

/** A form that is also sent by a button elsewhere: what that one calls it, and what follows when nothing is left to save. */
export type SentElsewhere = { id: string; onSaved: () => void };

/**
 * Sent once every field is right. Until then each says what is wrong beside it, and where several are wrong, a list above
 * them leads to each.
 */
export function Form({ onSubmit, children, ...rest }: FormProps) {
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const check = ({ currentTarget }: FormEvent<HTMLFormElement>) => setWrong(wrongControls(currentTarget));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [first] = wrongControls(event.currentTarget);
    if (first) first.control.focus();
    else onSubmit(event);
  };
  return (
    <Base
      {...rest}
      onSubmitCapture={check}
      onSubmit={submit}
      onInput={(event) => (wrong.length > 0 ? check(event) : undefined)}
    >
      {wrong.length > 1 ? <Summary wrong={wrong} /> : null}
      {children}
    </Base>
  );
}

function Summary({ wrong }: { wrong: Wrong[] }) {
  const t = useTranslations("common");
  return (
    <div role="alert" className="col-span-full rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden className="size-4 shrink-0" /> {t("wrongFields", { count: wrong.length })}
      </p>
      <ul className="mt-1">
        {wrong.map(({ control, label, invalidity }, index) => (
          <li key={index}>
            <button
              type="button"
              onClick={() => control.focus()}
              className="min-h-6 text-left underline underline-offset-3"
            >
              {label}: {t(`invalid.${invalidity}`)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function wrongControls(form: HTMLFormElement): Wrong[] {
  return [...form.elements].flatMap((element) => {
    const control = element as Control; // buttons and field sets are never wrong
    const invalidity = control.willValidate ? invalidityOf(control.validity) : null;
    return invalidity ? [{ control, label: labelOf(control), invalidity }] : [];
  });
}

function labelOf(control: Control): string {
  return control.labels?.[0]?.textContent ?? control.getAttribute("aria-label") ?? control.name;
}
