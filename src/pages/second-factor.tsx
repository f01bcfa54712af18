import type { Language } from "../domain/language.ts";
import { Alert, CodeField } from "./code-field.tsx";
import { LanguageLink } from "./language-link.tsx";
import { Brand, Layout } from "./layout.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { type CodeError, secondFactorTexts } from "./second-factor-texts.ts";

export type SecondFactorPageProps = {
  language: Language;
  /** Where to go afterwards; already checked. */
  next: string;
  kind: "app" | "recovery";
  hasTotp: boolean;
  hasPasskey: boolean;
  error: CodeError | null;
  nonce: string;
};

export function SecondFactorPage(props: SecondFactorPageProps) {
  const { language, next, kind, hasTotp, hasPasskey, error, nonce } = props;
  const texts = secondFactorTexts[language];
  const { title, lead } = hasTotp ? texts[kind] : texts.onlyPasskey;
  const heading = `${title} · Frontdesk`;
  return (
    <Layout title={error ? `${texts.errorPrefix}: ${heading}` : heading} language={language} scriptNonce={nonce}>
      <main>
        <Brand />
        <div class="card">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
          {error && <Alert>{texts.errors[error]}</Alert>}
          {hasTotp && <CodeForm {...props} />}
          {hasPasskey && (
            <PasskeyButton purpose="second-factor" next={next} language={language} label={texts.withPasskey} />
          )}
          {hasTotp && <OtherWay {...props} />}
        </div>
      </main>
      <footer>
        <a href={`/login?${new URLSearchParams({ lang: language, next }).toString()}`}>{texts.startAgain}</a>
        <LanguageLink path="/login/second-factor" language={language} next={next} />
      </footer>
    </Layout>
  );
}

function CodeForm({ language, next, kind, error }: SecondFactorPageProps) {
  const { label, submit } = secondFactorTexts[language][kind];
  return (
    <form method="post" action={`/login/second-factor?lang=${language}`}>
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="kind" value={kind} />
      <CodeField label={label} kind={kind} error={error === "wrong_code"} />
      <button type="submit">{submit}</button>
    </form>
  );
}

function OtherWay({ language, next, kind }: SecondFactorPageProps) {
  const texts = secondFactorTexts[language];
  const other = kind === "app" ? "recovery" : "app";
  const query = new URLSearchParams({ lang: language, next, kind: other }).toString();
  return (
    <p class="hint">
      <a href={`/login/second-factor?${query}`}>{kind === "app" ? texts.toRecovery : texts.toApp}</a>
    </p>
  );
}
