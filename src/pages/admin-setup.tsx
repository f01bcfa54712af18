import type { PasswordFlaw } from "../domain/identity/password-policy.ts";
import type { Language } from "../domain/language.ts";
import { accountTexts } from "./account/texts.ts";
import { adminTexts, type SetupError } from "./admin-texts.ts";
import { Alert } from "./code-field.tsx";
import { Brand, Layout } from "./layout.tsx";

/** `token` is null when the link is no longer good. */
export type AdminSetupProps = {
  language: Language;
  token: string | null;
  error: SetupError | null;
  flaws?: readonly PasswordFlaw[];
};

export function AdminSetupPage({ language, token, error, flaws = [] }: AdminSetupProps) {
  const { setup, errorPrefix } = adminTexts[language];
  const { flaws: words } = accountTexts[language];
  const { title, lead } = token === null ? setup.over : setup;
  const heading = `${title} · Frontdesk`;
  return (
    <Layout title={error ? `${errorPrefix}: ${heading}` : heading} language={language}>
      <main>
        <Brand />
        <div class="card">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
          {error && <Alert>{[setup.errors[error], ...flaws.map((flaw) => words[flaw])].join(" ")}</Alert>}
          {token === null ? <BackToLogin language={language} /> : <SetupForm {...{ language, token, error }} />}
        </div>
      </main>
      <footer />
    </Layout>
  );
}

function BackToLogin({ language }: { language: Language }) {
  return (
    <p class="lead">
      <a href={`/admin/login?lang=${language}`}>{adminTexts[language].setup.over.back}</a>
    </p>
  );
}

function SetupForm({ language, token, error }: { language: Language; token: string; error: SetupError | null }) {
  const { password, again, submit } = adminTexts[language].setup;
  const marked = error ? { "aria-invalid": "true" as const } : {};
  const field = { type: "password", autocomplete: "new-password", maxlength: 1024, required: true, ...marked };
  return (
    <form method="post" action={`/admin/setup?lang=${language}`}>
      <input type="hidden" name="token" value={token} />
      <div class="field">
        <label for="password">{password}</label>
        <input id="password" name="password" {...field} aria-describedby="rule" autofocus />
        <p class="rule" id="rule">
          {accountTexts[language].passwordHint}
        </p>
      </div>
      <div class="field">
        <label for="again">{again}</label>
        <input id="again" name="again" {...field} />
      </div>
      <button type="submit">{submit}</button>
    </form>
  );
}
