import { html } from "hono/html";
import type { Sandbox } from "../server.ts";
import type { SentText } from "../vendor.ts";

const SHOWN = 50;

export function sentTexts(sandbox: Sandbox): SentText[] {
  return sandbox.vendors.flatMap(({ texts }) => texts?.list() ?? []).sort((one, other) => other.at - one.at);
}

/** Null when nothing was sent. */
export function textList(sandbox: Sandbox) {
  const texts = sentTexts(sandbox).slice(0, SHOWN);
  return texts.length === 0 ? null : html`<ul class="rows">${texts.map(row)}</ul>`;
}

function row({ id, at, vendor, to, text }: SentText) {
  const date = new Date(at);
  return html`<li>
<span class="badge">${vendor}</span>
<span class="what"><strong>${to}</strong><br>${text}<br><small>Answer it: POST /control/texts/${id}/answer</small></span>
<small class="when"><time datetime="${date.toISOString()}">${date.toLocaleTimeString("en-GB")}</time></small>
</li>`;
}
