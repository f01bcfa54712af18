import { html } from "hono/html";
import type { Sandbox } from "../server.ts";
import type { ReceivedMessage } from "../vendor.ts";

const SHOWN = 15;

/** Null when nothing came. */
export function receivedList(sandbox: Sandbox) {
  const messages = sandbox.vendors.flatMap(({ messages }) => messages?.() ?? []).slice(0, SHOWN);
  return messages.length === 0 ? null : html`<ul class="rows">${messages.map(row)}</ul>`;
}

function row({ id, at, path, type, body, verified }: ReceivedMessage) {
  const date = new Date(at);
  const signature = verified === null ? "signature not checked" : verified ? "signature good" : "signature bad";
  return html`<li>
<span class="badge ${verified === false ? "unsuccessful" : "successful"}">${type}</span>
<span class="what"><strong>${path}</strong> ${id}<br><small>${signature}, ${body.length} characters: ${body.slice(0, 160)}</small></span>
<small class="when"><time datetime="${date.toISOString()}">${date.toLocaleTimeString("en-GB")}</time></small>
</li>`;
}
