import { checkAnswers } from "../../../domain/booking/answers.ts";
import type { ContactDetails } from "../../../domain/booking/appointment.ts";
import type { Question } from "../../../domain/booking/rulebook.ts";
import type { Language } from "../../../domain/language.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { countryOfBranch, toE164 } from "../../../domain/voice/phone.ts";
import type { Typed, Wrong } from "../../../pages/booking/details.tsx";
import { bookingTexts } from "../../../pages/booking/texts.ts";
import { emailInput } from "../../contact-input.ts";

type Answers = NonNullable<ContactDetails["answers"]>;
type Asked = { language: Language; questions: readonly Question[]; branchPhone: string | null };

const MAX_NAME = 120;
const MAX_NOTES = 1_000;

/** The customer that a form tells of, or what is wrong with each of its fields, in the visitor's language. */
export function readCustomer(typed: Typed, asked: Asked): Result<ContactDetails, Wrong> {
  const { errors } = bookingTexts[asked.language];
  const wrong: Record<string, string> = {};
  const name = (typed["name"] ?? "").trim();
  if (name === "" || name.length > MAX_NAME) wrong["name"] = errors.name;
  const phone = readPhone(typed["phone"], asked.branchPhone);
  if (phone === undefined) wrong["phone"] = errors.phone;
  const email = readEmail(typed["email"]);
  if (email === undefined) wrong["email"] = errors.email;
  if (phone === null && email === null) wrong["phone"] = errors.contact;
  if (typed["consent"] !== "yes") wrong["consent"] = errors.consent;
  const { answers, problems } = readAnswers(typed, asked.questions);
  for (const { question } of problems) wrong[`answer.${question}`] = errors.answer;
  if (Object.keys(wrong).length > 0) return err(wrong);
  const notes = (typed["notes"] ?? "").trim().slice(0, MAX_NOTES) || null;
  const some = Object.keys(answers).length > 0 ? { answers } : {};
  return ok({ name, phone: phone ?? null, email: email ?? null, notes, ...some });
}

/** Null: left out. Undefined: no number. Without a country code it is one of the branch's own country. */
function readPhone(text: string | undefined, branchPhone: string | null): string | null | undefined {
  if (!text?.trim()) return null;
  const parsed = toE164(text, countryOfBranch({ phone: branchPhone }));
  return parsed.ok ? parsed.value : undefined;
}

function readEmail(text: string | undefined): string | null | undefined {
  if (!text?.trim()) return null;
  const parsed = emailInput.safeParse(text.trim());
  return parsed.success ? parsed.data : undefined;
}

/** Forms send texts: what the question's type makes of them. What is left empty is not answered. */
export function readAnswers(typed: Typed, questions: readonly Question[]) {
  const answers: Answers = {};
  for (const { id, type } of questions) {
    const text = (typed[`answer.${id}`] ?? "").trim();
    if (text === "") continue;
    if (type === "boolean") answers[id] = text === "yes";
    else answers[id] = type === "number" ? toNumber(text) : text;
  }
  return { answers, problems: checkAnswers(questions, answers, { needsAll: true }) };
}

/** What is no number stays a text, which the question then refuses. */
function toNumber(text: string): number | string {
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : text;
}
