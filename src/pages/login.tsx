import type { Language } from "../domain/language.ts";
import { LanguageLink } from "./language-link.tsx";
import { Brand, Layout } from "./layout.tsx";
import { type LoginError, loginTexts } from "./login-texts.ts";
import { PasskeyButton } from "./passkey-button.tsx";

export type LoginPageProps = {
  language: Language;
  /** Where to go afterwards; already checked. */
  next: string;
  email: string;
  error: LoginError | null;
  isDevelopment: boolean;
  /** Operators have a door of their own. */
  door: "user" | "operator";
  nonce: string;
};

const PATHS = { user: "/login", operator: "/admin/login" } as const;

export function LoginPage(props: LoginPageProps) {
  const { language, next, error, isDevelopment, door, nonce } = props;
  const texts = loginTexts[language];
  const { title: heading, lead } = texts.doors[door];
  const title = `${heading} · Frontdesk`;
  return (
    <Layout title={error ? `${texts.errorPrefix}: ${title}` : title} language={language} scriptNonce={nonce}>
      <main>
        <Brand />
        <div class="card">
          <h1>{heading}</h1>
          <p class="lead">{lead}</p>
          {error && (
            <div class="alert" role="alert" id="error">
              {texts.errors[error]}
            </div>
          )}
          <LoginForm {...props} />
          <PasskeyButton purpose="sign-in" next={next} language={language} label={texts.passkey} />
          {door === "user" && <OtherWays language={language} error={error} />}
          {isDevelopment && door === "user" && <DemoHint language={language} />}
        </div>
      </main>
      <footer>
        <LanguageLink path={PATHS[door]} language={language} next={next} />
      </footer>
    </Layout>
  );
}

function LoginForm({ language, next, email, error, door }: LoginPageProps) {
  const texts = loginTexts[language];
  const isWrong = error === "bad_credentials" || error === "incomplete";
  const described = error ? { "aria-describedby": "error" } : {};
  const marked = isWrong ? { ...described, "aria-invalid": "true" as const } : described;
  // After a failure the e-mail is kept, so the cursor waits where the mistake most likely was.
  const startAtPassword = email !== "";
  return (
    <form method="post" action={`${PATHS[door]}?lang=${language}`}>
      <input type="hidden" name="next" value={next} />
      <div class="field">
        <label for="email">{texts.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxlength={254}
          required
          value={email}
          autofocus={!startAtPassword}
          {...marked}
        />
      </div>
      <div class="field">
        <label for="password">{texts.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength={1024}
          required
          autofocus={startAtPassword}
          {...marked}
        />
      </div>
      <button type="submit">{texts.submit}</button>
    </form>
  );
}

/** What helps those who cannot sign in as usual. */
function OtherWays({ language, error }: { language: Language; error: LoginError | null }) {
  const { links } = loginTexts[language];
  const paths = { forgot: "/forgot", magicLink: "/login/link", signup: "/signup", resend: "/verify/resend" } as const;
  const shown = error === "email_unverified" ? (["resend"] as const) : (["forgot", "magicLink", "signup"] as const);
  return (
    <p class="hint links">
      {shown.map((name) => (
        <a href={`${paths[name]}?lang=${language}`}>{links[name]}</a>
      ))}
    </p>
  );
}

function DemoHint({ language }: { language: Language }) {
  const [before, after] = loginTexts[language].demoHint;
  return (
    <p class="hint">
      {before}
      <code>npm start</code>
      {after}
    </p>
  );
}
