import type { Language } from "../../domain/language.ts";
import { Brand, Layout } from "../layout.tsx";
import { Field, type FieldSpec } from "./field.tsx";

export type FormPageProps = {
  language: Language;
  title: string;
  lead: string;
  /** Where the form goes and the page lives, without a query. */
  path: string;
  /** Kept in the form and in the link to the other language, such as the token of a link. */
  hidden?: Record<string, string>;
  alert?: string | null;
  /** Null: there is nothing to fill in or press. */
  form: { fields: FieldSpec[]; submit: string } | null;
  links?: { href: string; label: string }[];
};

const errorPrefix: Record<Language, string> = { de: "Fehler", en: "Error" };

/** A page with one thing to do. Works without scripts; errors stand above the form and at the fields. */
export function FormPage(props: FormPageProps) {
  const { language, title, lead, alert = null, form, links = [] } = props;
  const isWrong = alert !== null || form?.fields.some(({ errors = [] }) => errors.length > 0);
  const heading = `${title} · Frontdesk`;
  return (
    <Layout title={isWrong ? `${errorPrefix[language]}: ${heading}` : heading} language={language}>
      <main>
        <Brand />
        <div class="card">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
          {alert !== null && (
            <div class="alert" role="alert">
              {alert}
            </div>
          )}
          {form && <Form {...props} form={form} />}
          {links.length > 0 && (
            <p class="hint links">
              {links.map(({ href, label }) => (
                <a href={href}>{label}</a>
              ))}
            </p>
          )}
        </div>
      </main>
      <footer>
        <OtherLanguage {...props} />
      </footer>
    </Layout>
  );
}

function Form({ language, path, hidden = {}, form }: FormPageProps & { form: NonNullable<FormPageProps["form"]> }) {
  const wrong = form.fields.findIndex(({ errors = [] }) => errors.length > 0);
  const focused = wrong >= 0 ? wrong : form.fields.findIndex(({ value }) => !value);
  return (
    <form method="post" action={`${path}?lang=${language}`}>
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {form.fields.map((field, index) => (
        <Field {...field} autofocus={index === focused} />
      ))}
      <button type="submit">{form.submit}</button>
    </form>
  );
}

function OtherLanguage({ language, path, hidden = {} }: FormPageProps) {
  const [other, name] = language === "de" ? (["en", "English"] as const) : (["de", "Deutsch"] as const);
  return (
    <a href={`${path}?${new URLSearchParams({ ...hidden, lang: other }).toString()}`} hreflang={other} lang={other}>
      {name}
    </a>
  );
}
