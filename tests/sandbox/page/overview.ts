import { html } from "hono/html";
import type { PlacedCall } from "../calls/call-book.ts";
import type { Fault } from "../faults.ts";
import type { LoggedRequest } from "../request-log.ts";
import type { Sandbox } from "../server.ts";
import { emailList } from "./emails.ts";
import { receivedList } from "./received.ts";
import { textList } from "./texts.ts";

const SHOWN_CALLS = 10;
const SHOWN_REQUESTS = 25;

type Markup = ReturnType<typeof html>;

/** Everything on the page that changes by itself; the page asks for it again and again. */
export function overview(sandbox: Sandbox): Markup {
  return html`
${section("calls", "Recent calls", callList(sandbox.calls.list().slice(0, SHOWN_CALLS)))}
${section("faults", "Active faults", faultList(sandbox.faults.list()))}
${section("requests", "Requests to vendors", requestTable(sandbox.requests.list().slice(0, SHOWN_REQUESTS)))}
${section("sms", "Sent SMS and WhatsApp messages", textList(sandbox) ?? empty("None yet. Book an appointment with a mobile number, and its confirmation appears here."))}
${section("webhooks", "Webhooks received", receivedList(sandbox) ?? empty("None yet. Point an endpoint at /receiver/hook of this sandbox."))}
${section("email", "Sent e-mail", emailList(sandbox) ?? empty("None yet. Sign up or ask for a new password, and it appears here."))}`;
}

function section(id: string, title: string, content: Markup): Markup {
  return html`<section aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;
}

function empty(text: string): Markup {
  return html`<p class="empty">${text}</p>`;
}

function callList(calls: PlacedCall[]): Markup {
  if (calls.length === 0) return empty("No calls yet. Place one above, or run npm run call.");
  return html`<ul class="rows">${calls.map(callRow)}</ul>`;
}

const STATES = { ongoing: "In progress", successful: "Done", unsuccessful: "Failed" } as const;

function callRow({ caller, title, language, state, note, startedAt, durationMs }: PlacedCall): Markup {
  const took = durationMs === null ? "" : `, ${(durationMs / 1_000).toFixed(1)} s`;
  return html`<li>
<span class="badge ${state}">${STATES[state]}</span>
<span class="what"><strong>${caller.name}</strong> ${title} (${language})<br><small>${note || caller.phone}</small></span>
<small class="when">${time(startedAt)}${took}</small>
</li>`;
}

function faultList(faults: Fault[]): Markup {
  if (faults.length === 0) return empty("None. POST /control/faults makes a vendor fail.");
  return html`<ul class="rows">${faults.map(faultRow)}</ul>`;
}

function faultRow({ id, vendor, path, kind, status, times, hits }: Fault): Markup {
  const left = times === undefined ? "until removed" : `${times - hits} left`;
  return html`<li>
<span class="badge unsuccessful">${kind}${status ? html` ${status}` : ""}</span>
<span class="what"><strong>${vendor}</strong> ${path ?? "all paths"}<br><small>${left}, ${hits} so far</small></span>
<button type="button" class="small" data-remove-fault="${id}">Remove</button>
</li>`;
}

function requestTable(requests: LoggedRequest[]): Markup {
  if (requests.length === 0) return empty("None yet. Requests that Frontdesk makes to vendors appear here.");
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Requests to vendors"><table>
<thead><tr><th>Time</th><th>Vendor</th><th>Request</th><th>Answer</th></tr></thead>
<tbody>${requests.map(requestRow)}</tbody>
</table></div>`;
}

function requestRow({ at, vendor, method, path, status, ms, fault, played }: LoggedRequest): Markup {
  const remark = fault ? `, injected ${fault}` : played ? "" : ", not played";
  const tone = status !== null && status < 400 ? "fine" : "bad";
  return html`<tr>
<td>${time(at)}</td><td>${vendor}</td><td><code>${method} ${path}</code></td>
<td class="${tone}">${status ?? "cut"} <small>${ms} ms${remark}</small></td>
</tr>`;
}

function time(at: number): Markup {
  const date = new Date(at);
  return html`<time datetime="${date.toISOString()}">${date.toLocaleTimeString("en-GB")}</time>`;
}
