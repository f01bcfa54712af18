import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Language } from "../domain/language.ts";
import { configOf } from "../env.ts";
import { pagePolicy } from "./content-security-policy.ts";
import { pagesCssPath } from "./styles.ts";
import { TestMode, TestModeNote } from "./test-mode.tsx";

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='9' fill='%230f6b5f'/%3E%3Cpath d='M7 22h18M9 19a7 7 0 0 1 14 0M16 12V9.5' stroke='white' stroke-width='2.4' stroke-linecap='round' fill='none'/%3E%3C/svg%3E";

/** `scriptNonce`: the page has things that the sign-in script brings to life. */
type LayoutProps = { title: string; language: Language; children: Child; scriptNonce?: string };

export function Layout({ title, language, children, scriptNonce }: LayoutProps) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={pagesCssPath} />
        {scriptNonce && <script type="module" src="/assets/sign-in.js" nonce={scriptNonce} />}
      </head>
      <body>
        <TestModeNote language={language} />
        {children}
      </body>
    </html>
  );
}

export function Brand() {
  return (
    <div class="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="currentColor" />
        <path d="M7 22h18M9 19a7 7 0 0 1 14 0M16 12V9.5" stroke-width="2.4" stroke-linecap="round" fill="none" />
      </svg>
      <span>Frontdesk</span>
    </div>
  );
}

/**
 * Answers with a page that is personal: never cached, never framed but by `framedBy`. A page with scripts gives each the
 * nonce that it passes here (`newNonce`); nothing is ever written inline.
 */
export function respondPage(
  c: Context,
  status: ContentfulStatusCode,
  page: Child,
  nonce?: string,
  framedBy: readonly string[] = [],
) {
  c.header("Content-Security-Policy", pagePolicy(nonce, framedBy));
  // It knows no list, and old browsers would heed it before the policy.
  if (framedBy.length > 0) c.header("X-Frame-Options", undefined);
  c.header("Cache-Control", "no-store");
  // Not `no-referrer`: with it, browsers post our own forms with `Origin: null`.
  c.header("Referrer-Policy", "same-origin");
  c.header("X-Content-Type-Options", "nosniff");
  const shown = <TestMode.Provider value={configOf(c.env).SANDBOX_URL !== undefined}>{page}</TestMode.Provider>;
  return c.html(html`<!doctype html>${shown}`, status);
}
