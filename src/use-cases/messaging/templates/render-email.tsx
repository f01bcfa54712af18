import { raw } from "hono/html";
import type { Language } from "../../../domain/language.ts";
import { emailCss } from "./email-css.ts";

/** What an e-mail says, without its looks. All of it is plain text. */
export type EmailContent = {
  subject: string;
  /** In whose name it is written. The platform's when left out. */
  brand?: string;
  heading: string;
  paragraphs: string[];
  /** The one thing to do. The address is also written out, for those whose program shows no buttons. */
  action?: { label: string; url: string };
  /** Other things that can be done, in one line. */
  links?: { title: string; to: EmailLink[] };
  /** Smaller, below. */
  hints?: string[];
};

type EmailLink = { label: string; url: string };
export type RenderedEmail = { subject: string; html: string; text: string };

const MAX_SUBJECT = 150;
const footers: Record<Language, { reason: (brand: string) => string; copy: string }> = {
  de: {
    reason: (brand) => `Sie erhalten diese E-Mail, weil Ihre Adresse bei ${brand} angegeben wurde.`,
    copy: "Falls der Knopf nicht geht, öffnen Sie diese Adresse:",
  },
  en: {
    reason: (brand) => `You get this e-mail because your address was given to ${brand}.`,
    copy: "If the button does not work, open this address:",
  },
};

/** HTML and its twin in plain text. */
export function renderEmail(language: Language, content: EmailContent): RenderedEmail {
  const html = `<!doctype html>${String(<Email language={language} content={content} />)}`;
  return { subject: oneLine(content.subject), html, text: plainText(language, content) };
}

function Email({ language, content }: { language: Language; content: EmailContent }) {
  const { subject, brand = "Frontdesk", heading, paragraphs, action, links, hints = [] } = content;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{oneLine(subject)}</title>
        <style>{raw(emailCss)}</style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#f6f5f1;color:#1d2321;">
        <div style="display:none;max-height:0;overflow:hidden;">{paragraphs[0]}</div>
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style={OUTER}>
          <tr>
            <td align="center" style="padding:32px 16px;">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;">
                <tr>
                  <td class="brand" style={BRAND}>
                    {brand}
                  </td>
                </tr>
                <tr>
                  <td class="card" style={CARD}>
                    <h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;">{heading}</h1>
                    {paragraphs.map((paragraph) => (
                      <p style="margin:0 0 16px;">{paragraph}</p>
                    ))}
                    {action && <Action language={language} {...action} />}
                    {links && <Links {...links} />}
                    {hints.map((hint) => (
                      <p class="soft" style={SOFT}>
                        {hint}
                      </p>
                    ))}
                  </td>
                </tr>
                <tr>
                  <td class="soft" style={`${SOFT}padding:20px 8px 0;`}>
                    {footers[language].reason(brand)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

function Action({ language, label, url }: { language: Language; label: string; url: string }) {
  return (
    <>
      <p style="margin:24px 0;">
        <a class="button" href={url} style={BUTTON}>
          {label}
        </a>
      </p>
      <p class="soft" style={SOFT}>
        {footers[language].copy}
        <br />
        <a class="link" href={url} style="color:#0f6b5f;word-break:break-all;">
          {url}
        </a>
      </p>
    </>
  );
}

function Links({ title, to }: { title: string; to: readonly EmailLink[] }) {
  return (
    <p class="soft" style={SOFT}>
      {title}
      {to.map(({ label, url }) => (
        <>
          {" "}
          <a class="link" href={url} style="color:#0f6b5f;">
            {label}
          </a>
        </>
      ))}
    </p>
  );
}

function plainText(language: Language, content: EmailContent): string {
  const { brand = "Frontdesk", heading, paragraphs, action, links, hints = [] } = content;
  const link = action ? [`${action.label}:\n${action.url}`] : [];
  const others = links ? [[links.title, ...links.to.map(({ label, url }) => `${label}: ${url}`)].join("\n")] : [];
  return `${[heading, ...paragraphs, ...link, ...others, ...hints, `-- \n${brand}\n${footers[language].reason(brand)}`].join("\n\n")}\n`;
}

/** A name that somebody chose must not begin a header of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").slice(0, MAX_SUBJECT);
}

// Inline, because many programs drop style sheets; those that know dark mode keep the sheet, which overrules it.
const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5;";
const OUTER = `background:#f6f5f1;${FONT}`;
const BRAND = `padding:0 8px 16px;color:#0f6b5f;font-weight:700;${FONT}`;
const CARD = `padding:28px;background:#ffffff;border:1px solid #e3e1da;border-radius:14px;color:#1d2321;${FONT}`;
const SOFT = "margin:0 0 12px;color:#565e5a;font-size:14px;line-height:1.5;";
const BUTTON =
  "display:inline-block;padding:12px 22px;background:#0f6b5f;color:#ffffff;border-radius:9px;font-weight:600;text-decoration:none;";
