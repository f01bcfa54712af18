import { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox } from "../server.ts";
import type { SentEmail } from "../vendor.ts";

const SHOWN = 50;
/** E-mails bring styles of their own, and nothing else that runs or loads. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function sentEmails(sandbox: Sandbox): SentEmail[] {
  return sandbox.vendors.flatMap(({ emails }) => emails?.list() ?? []).sort((one, other) => other.at - one.at);
}

/** Null when nothing was sent. */
export function emailList(sandbox: Sandbox) {
  const emails = sentEmails(sandbox).slice(0, SHOWN);
  return emails.length === 0 ? null : html`<ul class="rows">${emails.map(emailRow)}</ul>`;
}

function emailRow({ id, at, to, subject, text }: SentEmail) {
  const date = new Date(at);
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  return html`<li>
<span class="what"><a href="/emails/${id}"><strong>${subject}</strong></a><br><small>to ${to.join(", ")}</small></span>
${link ? html`<a href="${link}">Open its link</a>` : ""}
<small class="when"><time datetime="${date.toISOString()}">${date.toLocaleTimeString("en-GB")}</time></small>
</li>`;
}

/** One e-mail as its recipient sees it; `/text` as plain text. */
export function emailRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  const find = (id: string) => sentEmails(sandbox).find((email) => email.id === id);
  app.get("/:id", (c) => {
    c.header("content-security-policy", POLICY);
    const email = find(c.req.param("id"));
    return email ? c.html(email.html) : c.notFound();
  });
  app.get("/:id/text", (c) => {
    const email = find(c.req.param("id"));
    return email ? c.text(email.text) : c.notFound();
  });
  return app;
}
