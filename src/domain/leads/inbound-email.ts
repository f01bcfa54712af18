import { bareAddress } from "../messaging/email-reply.ts";
import { MAX_EMAIL_TEXT, type ReadEmail, readEmail } from "./read-email.ts";

const ADDRESS = /^leads\+([0-9a-f]{32})@/i;
const MAX_HEADER = 300;

/** An e-mail as it came in, whoever carried it. */
export type InboundEmail = {
  from: string;
  replyTo: string | null;
  subject: string;
  text: string;
};

/** By which e-mails become leads. The secret is what keeps strangers from writing into a business's board. */
export function leadAddress(secret: string, domain: string): string {
  return `leads+${secret}@${domain}`;
}

/** The secret of an address of ours, in whatever case it comes back. Null: it is none. */
export function secretOfAddress(address: string): string | null {
  return ADDRESS.exec(bareAddress(address))?.[1]?.toLowerCase() ?? null;
}

/**
 * What it tells of somebody who asks for something. Its headers stand below its words: what a form's e-mail names inside,
 * or an e-mail that was passed on, tells more than who has carried it here.
 */
export function readInboundEmail({ from, replyTo, subject, text }: InboundEmail, country: string | null): ReadEmail {
  const headers = [
    `Betreff: ${line(subject)}`,
    ...(replyTo ? [`Reply-To: ${line(replyTo)}`] : []),
    `Von: ${line(from)}`,
  ];
  const below = headers.join("\n");
  const words = text.slice(0, MAX_EMAIL_TEXT - below.length - 1).split(/\r\n?|\n/, 390);
  const read = readEmail([...words, below].join("\n"), country);
  return { ...read, name: read.name || (read.email ?? "") };
}

/** Whether a person has written it themselves, not a form in their name: then they read what is answered to it. */
export function isOwnWords({ from }: Pick<InboundEmail, "from">, { email }: ReadEmail): boolean {
  return email !== null && bareAddress(from).toLowerCase() === email.toLowerCase();
}

/** Headers of what no person has written just now (RFC 3834): to answer it would begin a loop. */
export function isAutomatic(headers: readonly { name: string; value: string }[]): boolean {
  return headers.some(({ name, value }) => {
    const [key, word] = [name.toLowerCase(), value.trim().toLowerCase()];
    if (key === "auto-submitted") return word !== "no";
    return (key === "precedence" && (word === "bulk" || word === "junk")) || key === "x-autoreply";
  });
}

function line(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, MAX_HEADER);
}
