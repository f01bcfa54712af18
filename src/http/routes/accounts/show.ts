import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { PasswordFlaw } from "../../../domain/identity/password-policy.ts";
import { isEmailConfigured } from "../../../env.ts";
import type { FieldSpec } from "../../../pages/account/field.tsx";
import { FormPage, type FormPageProps } from "../../../pages/account/form-page.tsx";
import { accountTexts, type PageName } from "../../../pages/account/texts.ts";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import type { TooManyAttempts } from "../../../use-cases/identity/strict-limit.ts";
import type { AppEnv } from "../../app-env.ts";

type LinkName = keyof (typeof accountTexts)["en"]["links"];
type Shown = {
  status?: ContentfulStatusCode;
  alert?: keyof (typeof accountTexts)["en"]["alerts"];
  hidden?: Record<string, string>;
  /** Null: nothing to fill in or press, as when a link is over. */
  fields: FieldSpec[] | null;
  links?: LinkName[];
};

const paths: Record<LinkName, string> = {
  login: "/login",
  signup: "/signup",
  forgot: "/forgot",
  magicLink: "/login/link",
  resend: "/verify/resend",
};

export function textsOf(c: Context<AppEnv>) {
  return accountTexts[languageOf(c)];
}

/** One of the pages about accounts, in the visitor's language. */
export function showPage(
  c: Context<AppEnv>,
  name: PageName,
  { status = 200, alert, fields, links = [], hidden }: Shown,
) {
  const language = languageOf(c);
  const texts = accountTexts[language];
  const { title, lead, submit } = texts.pages[name];
  const props: FormPageProps = {
    language,
    title,
    lead,
    path: c.req.path,
    alert: alert ? texts.alerts[alert] : null,
    form: fields && { fields, submit },
    links: links.map((link) => ({ href: `${paths[link]}?lang=${language}`, label: texts.links[link] })),
    ...(hidden ? { hidden } : {}),
  };
  return respondPage(c, status, FormPage(props));
}

/** The same words whether or not the address is known. */
export function showInbox(c: Context<AppEnv>, links: LinkName[]) {
  return showPage(c, "inbox", { fields: null, links });
}

export function refuseAttempts(c: Context<AppEnv>, refusal: TooManyAttempts, name: PageName, shown: Shown) {
  c.header("Retry-After", String(refusal.retryAfterSeconds));
  return showPage(c, name, { ...shown, status: 429, alert: refusal.reason });
}

/** Null when e-mail is set up: else a page that says plainly why nothing can be sent. */
export function refuseWithoutEmail(c: Context<AppEnv>, name: PageName) {
  if (isEmailConfigured(c.env)) return null;
  return showPage(c, name, { status: 503, alert: "email_not_configured", fields: null, links: ["login"] });
}

export function emailField(c: Context<AppEnv>, value = "", wrong = false): FieldSpec {
  const { fields, wrong: words } = textsOf(c);
  return {
    name: "email",
    label: fields.email,
    kind: "email",
    autocomplete: "username",
    value,
    errors: wrong ? [words.email] : [],
  };
}

export function newPasswordField(c: Context<AppEnv>, flaws: PasswordFlaw[] = []): FieldSpec {
  const { fields, passwordHint, flaws: words } = textsOf(c);
  return {
    name: "password",
    label: fields.password,
    kind: "password",
    autocomplete: "new-password",
    maxlength: 1_024,
    hint: passwordHint,
    errors: flaws.map((flaw) => words[flaw]),
  };
}
