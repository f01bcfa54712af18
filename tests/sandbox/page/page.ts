import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { html } from "hono/html";
import { DemoUnavailable } from "../demo.ts";
import { scenarios } from "../scenarios/index.ts";
import type { Sandbox } from "../server.ts";
import { emailRoutes } from "./emails.ts";
import { overview } from "./overview.ts";

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const ASSETS = {
  "/sandbox.css": { file: "sandbox.css", type: "text/css; charset=utf-8" },
  "/sandbox.js": { file: "sandbox.js", type: "text/javascript; charset=utf-8" },
} as const;

type Markup = ReturnType<typeof html>;

/** The page at `/`, and what it needs; nothing comes from elsewhere. */
export function pageRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.get("/", async (c) => {
    c.header("content-security-policy", POLICY);
    return c.html(page(await businessLine(sandbox), overview(sandbox)));
  });
  app.get("/overview", (c) => c.html(overview(sandbox)));
  app.route("/emails", emailRoutes(sandbox));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  for (const [path, { file, type }] of Object.entries(ASSETS)) {
    app.get(path, async (c) => c.body(await readFile(new URL(file, import.meta.url)), 200, { "content-type": type }));
  }
  return app;
}

async function businessLine(sandbox: Sandbox): Promise<Markup> {
  try {
    const demo = await sandbox.demo();
    return html`<p class="hint">Calls go to <a href="${demo.baseUrl}">${demo.baseUrl}</a>, number ${demo.retell.phoneNumber} by Retell, ${demo.vapi.phoneNumber} by Vapi.</p>`;
  } catch (error) {
    if (!(error instanceof DemoUnavailable)) throw error;
    return html`<p class="hint warning">${error.message}</p>`;
  }
}

function page(business: Markup, state: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Frontdesk sandbox</title>
<link rel="stylesheet" href="/sandbox.css">
<script src="/sandbox.js" defer></script>
</head>
<body>
<header>
<h1>Sandbox</h1>
<p>Plays the vendors of Frontdesk, so that none of them is needed.</p>
</header>
<main>
<section aria-labelledby="call-title">
<h2 id="call-title">Place a call</h2>
${business}
<div class="choices">
<fieldset class="languages">
<legend>Language</legend>
<label><input type="radio" name="language" value="de" checked> Deutsch</label>
<label><input type="radio" name="language" value="en"> English</label>
</fieldset>
<fieldset class="languages">
<legend>Provider</legend>
<label><input type="radio" name="vendor" value="retell" checked> Retell</label>
<label><input type="radio" name="vendor" value="vapi"> Vapi</label>
</fieldset>
<label class="quick"><input type="checkbox" id="quick"> Without pauses</label>
</div>
<ul class="scenarios">${scenarios.map(scenarioButton)}</ul>
<noscript><p class="hint warning">The buttons need JavaScript. <code>npm run call</code> does the same in a terminal.</p></noscript>
</section>
<section aria-labelledby="dialogue-title" id="dialogue-section" hidden>
<h2 id="dialogue-title">Dialogue</h2>
<p class="hint" id="dialogue-who"></p>
<ol class="dialogue" id="dialogue" aria-live="polite"></ol>
<p class="result" id="result" role="status"></p>
</section>
<div id="overview">${state}</div>
</main>
</body>
</html>`;
}

function scenarioButton({ id, title, summary }: (typeof scenarios)[number]): Markup {
  return html`<li><button type="button" data-scenario="${id}">
<strong><span data-for="de" lang="de">${title.de}</span><span data-for="en">${title.en}</span></strong>
<small>${summary}</small>
</button></li>`;
}
