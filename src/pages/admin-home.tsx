import { REASON_LENGTH } from "../domain/identity/impersonation.ts";
import type { Language } from "../domain/language.ts";
import { adminTexts, type VisitError } from "./admin-texts.ts";
import { Alert } from "./code-field.tsx";
import { Brand, Layout } from "./layout.tsx";

export type AdminHomeProps = {
  language: Language;
  name: string;
  kept: { tenantId: string; reason: string };
  error: VisitError | null;
};

const MINUTES = [15, 30, 60];

export function AdminHomePage(props: AdminHomeProps) {
  const { language, name, error } = props;
  const { home, errorPrefix } = adminTexts[language];
  const heading = `${home.title} · Frontdesk`;
  return (
    <Layout title={error ? `${errorPrefix}: ${heading}` : heading} language={language}>
      <main>
        <Brand />
        <div class="card">
          <h1>{home.visit}</h1>
          <p class="lead">{home.lead}</p>
          {error && <Alert>{home.errors[error]}</Alert>}
          <VisitForm {...props} />
        </div>
      </main>
      <footer>
        <p>
          {home.signedInAs} {name}
        </p>
        <form method="post" action="/admin/logout" class="inline">
          <button type="submit" class="link">
            {home.signOut}
          </button>
        </form>
      </footer>
    </Layout>
  );
}

function VisitForm({ language, kept, error }: AdminHomeProps) {
  const { tenant, reason, reasonRule, minutes, submit } = adminTexts[language].home;
  const described = error ? { "aria-describedby": "error" } : {};
  return (
    <form method="post" action={`/admin/impersonations?lang=${language}`}>
      <div class="field">
        <label for="tenantId">{tenant}</label>
        <input
          id="tenantId"
          name="tenantId"
          value={kept.tenantId}
          maxlength={40}
          spellcheck={false}
          autocapitalize="none"
          autocomplete="off"
          required
          {...described}
        />
      </div>
      <div class="field">
        <label for="reason">{reason}</label>
        <textarea
          id="reason"
          name="reason"
          rows={3}
          minlength={REASON_LENGTH.min}
          maxlength={REASON_LENGTH.max}
          required
          aria-describedby="reason-rule"
        >
          {kept.reason}
        </textarea>
        <p class="rule" id="reason-rule">
          {reasonRule}
        </p>
      </div>
      <div class="field">
        <label for="minutes">{minutes}</label>
        <select id="minutes" name="minutes">
          {MINUTES.map((each) => (
            <option key={each} value={String(each)}>
              {each} min
            </option>
          ))}
        </select>
      </div>
      <Modes language={language} />
      <button type="submit">{submit}</button>
    </form>
  );
}

function Modes({ language }: { language: Language }) {
  const { mode, read, write } = adminTexts[language].home;
  return (
    <fieldset>
      <legend>{mode}</legend>
      {(["read", "write"] as const).map((each) => (
        <label class="choice" key={each}>
          <input type="radio" name="mode" value={each} checked={each === "read"} />
          <span>{each === "read" ? read : write}</span>
        </label>
      ))}
    </fieldset>
  );
}
