import type { Language } from "../domain/language.ts";
import { Alert, CodeField } from "./code-field.tsx";
import { enrolTexts, recoveryTexts } from "./enrol-texts.ts";
import { LanguageLink } from "./language-link.tsx";
import { Brand, Layout } from "./layout.tsx";
import { QrCode } from "./qr-code.tsx";
import { type CodeError, secondFactorTexts } from "./second-factor-texts.ts";

export type EnrolPageProps = {
  language: Language;
  next: string;
  secret: string;
  uri: string;
  error: CodeError | null;
};

/** Right after the password, for who needs a second factor and has none. */
export function EnrolPage({ language, next, secret, uri, error }: EnrolPageProps) {
  const texts = enrolTexts[language];
  const { errorPrefix, errors } = secondFactorTexts[language];
  const title = `${texts.title} · Frontdesk`;
  return (
    <Layout title={error ? `${errorPrefix}: ${title}` : title} language={language}>
      <main>
        <Brand />
        <div class="card">
          <h1>{texts.title}</h1>
          <p class="lead">{texts.lead}</p>
          <ol class="steps">
            <li>
              <p>{texts.scan}</p>
              <QrCode text={uri} label={texts.qrAlt} />
              <details>
                <summary>{texts.byHand}</summary>
                <p>{texts.secret}</p>
                <code class="secret">{secret.match(/.{1,4}/g)?.join(" ")}</code>
              </details>
            </li>
            <li>
              <p>{texts.confirm}</p>
              {error && <Alert>{errors[error]}</Alert>}
              <form method="post" action={`/login/enrol?lang=${language}`}>
                <input type="hidden" name="next" value={next} />
                <CodeField label={texts.label} kind="app" error={error === "wrong_code"} />
                <button type="submit">{texts.submit}</button>
              </form>
            </li>
          </ol>
        </div>
      </main>
      <footer>
        <LanguageLink path="/login/enrol" language={language} next={next} />
      </footer>
    </Layout>
  );
}

type RecoveryCodesPageProps = { language: Language; next: string; codes: string[]; nonce: string };

export function RecoveryCodesPage({ language, next, codes, nonce }: RecoveryCodesPageProps) {
  const texts = recoveryTexts[language];
  return (
    <Layout title={`${texts.title} · Frontdesk`} language={language} scriptNonce={nonce}>
      <main>
        <Brand />
        <div class="card">
          <h1>{texts.title}</h1>
          <p class="lead">{texts.lead}</p>
          <ul class="codes" aria-label={texts.list}>
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <p class="lead">{texts.note}</p>
          <div class="actions">
            <button type="button" class="quiet" data-print hidden>
              {texts.print}
            </button>
            <a class="button" href={next}>
              {texts.next}
            </a>
          </div>
        </div>
      </main>
      <footer />
    </Layout>
  );
}
