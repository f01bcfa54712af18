import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { Language } from "../../domain/language.ts";
import { type FollowUpFacts, type FollowUpWords, fillFollowUp } from "../../domain/leads/follow-up-wording.ts";
import type { StepTemplate } from "../../domain/leads/sequence.ts";
import type { MessageBody, MessageChannel } from "../../domain/messaging/message.ts";
import { asParameter } from "../../domain/messaging/whatsapp-template.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { renderEmail } from "../messaging/templates/render-email.tsx";

type Addressed = { name: string; language: Language; channel: MessageChannel };

const unsubscribeWords: Record<Language, string> = {
  de: "Sie möchten keine solchen E-Mails mehr?",
  en: "You want no more of these e-mails?",
};

/** What somebody is told, filled in. `unsubscribeUrl` goes below an e-mail that nobody has asked for. */
export function renderFollowUp(
  env: Env,
  { rules, slug }: { rules: Rulebook; slug: string },
  words: FollowUpWords & { template?: StepTemplate | null },
  { name, language, channel }: Addressed,
  unsubscribeUrl: string | null = null,
): MessageBody {
  const { tenantName: business, branchName: branch } = rules;
  const facts = { name, business, branch, phone: rules.phone ?? "", link: pageUrl(env, `/b/${slug}`) };
  const { subject, text } = fillFollowUp(words, facts);
  if (channel !== "email") return { text, ...(words.template ? { template: filled(words.template, facts) } : {}) };
  const heading = subject ?? business;
  const paragraphs = text.split(/\n{2,}/).map((part) => part.trim());
  const hints = unsubscribeUrl === null ? [] : [`${unsubscribeWords[language]} ${unsubscribeUrl}`];
  return renderEmail(language, { subject: heading, brand: business, heading, paragraphs, hints });
}

/** For who has not written by WhatsApp within 24 hours. */
function filled({ name, language, variables }: StepTemplate, facts: FollowUpFacts) {
  return { name, language, parameters: variables.map((variable) => asParameter(facts[variable])) };
}
