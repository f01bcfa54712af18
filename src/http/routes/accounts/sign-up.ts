import { type Context, Hono } from "hono";
import * as z from "zod";
import { isTimeZone } from "../../../contracts/catalogue-bodies.ts";
import type { PasswordFlaw } from "../../../domain/identity/password-policy.ts";
import type { FieldSpec } from "../../../pages/account/field.tsx";
import { languageOf } from "../../../pages/language.ts";
import { signUp } from "../../../use-cases/identity/accounts/sign-up.ts";
import type { AppEnv } from "../../app-env.ts";
import { emailInput } from "../../contact-input.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { whence } from "../../sign-in.ts";
import {
  emailField,
  newPasswordField,
  refuseAttempts,
  refuseWithoutEmail,
  showInbox,
  showPage,
  textsOf,
} from "./show.ts";

/** One line each: a name that breaks lines would break what it stands in. */
const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}+$/u);
const form = z.object({
  business: oneLine,
  name: oneLine,
  email: z.string().trim().pipe(emailInput),
  // The policy judges it; here it only has to be there.
  password: z.string().min(1),
  timeZone: z.string().max(64).refine(isTimeZone),
  terms: z.literal("on"),
});
type Given = Record<string, string | undefined>;

export const signUpRoutes = new Hono<AppEnv>()
  .get("/signup", (c) => refuseWithoutEmail(c, "signup") ?? show(c, 200, {}, []))
  .post("/signup", limitForm, sameOriginForm, formOnly, async (c) => {
    const off = refuseWithoutEmail(c, "signup");
    if (off) return off;
    const given = await readForm(c);
    const parsed = form.safeParse(given);
    if (!parsed.success)
      return show(
        c,
        400,
        given,
        parsed.error.issues.map(({ path }) => String(path[0])),
      );
    const { terms: _, ...wish } = parsed.data;
    const signedUp = await signUp(c.env, { ...wish, language: languageOf(c) }, whence(c));
    if (signedUp.ok) return showInbox(c, ["resend", "login"]);
    if (signedUp.error.reason === "weak_password") return show(c, 400, given, [], signedUp.error.flaws);
    return refuseAttempts(c, signedUp.error, "signup", { fields: fieldsOf(c, given, [], []), links: ["login"] });
  });

function show(c: Context<AppEnv>, status: 200 | 400, given: Given, wrong: string[], flaws: PasswordFlaw[] = []) {
  return showPage(c, "signup", { status, fields: fieldsOf(c, given, wrong, flaws), links: ["login"] });
}

function fieldsOf(c: Context<AppEnv>, given: Given, wrong: string[], flaws: PasswordFlaw[]): FieldSpec[] {
  const { fields, wrong: words } = textsOf(c);
  const errors = (name: keyof typeof fields, text: string) => (wrong.includes(name) ? [text] : []);
  const text = (name: "business" | "name", autocomplete: string): FieldSpec => {
    const value = given[name] ?? "";
    const rest = { autocomplete, value, maxlength: 120, errors: errors(name, words.required) };
    return { name, label: fields[name], kind: "text", ...rest };
  };
  const password = newPasswordField(c, flaws);
  const zone = given["timeZone"] ?? zoneOfVisitor(c);
  return [
    text("business", "organization"),
    text("name", "name"),
    emailField(c, given["email"], wrong.includes("email")),
    wrong.includes("password") ? { ...password, errors: [words.required] } : password,
    {
      name: "timeZone",
      label: fields.timeZone,
      kind: "select",
      options: timeZones(zone),
      value: zone,
      errors: errors("timeZone", words.timeZone),
    },
    {
      name: "terms",
      label: fields.terms,
      kind: "checkbox",
      value: given["terms"] ?? "",
      errors: errors("terms", words.terms),
    },
  ];
}

/** Where Cloudflare believes the visitor to be. */
function zoneOfVisitor(c: Context<AppEnv>): string {
  const zone = (c.req.raw.cf as { timezone?: unknown } | undefined)?.timezone; // not there in tests
  return typeof zone === "string" && isTimeZone(zone) ? zone : "Europe/Berlin";
}

function timeZones(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), ...(isTimeZone(chosen) ? [chosen] : [])])].sort();
}
