import { createHash } from "node:crypto";

/** Styles of all server-rendered pages. Light and dark follow the system; nothing here needs JavaScript. */
export const pagesCss = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f5f1, #14171a);
  --glow: light-dark(#e3efe9, #17262a);
  --card: light-dark(#ffffff, #1c2126);
  --line: light-dark(#e3e1da, #30373e);
  --field: light-dark(#ffffff, #15191d);
  --field-line: light-dark(#8b8f8c, #707a83);
  --text: light-dark(#1d2321, #eceff1);
  --muted: light-dark(#565e5a, #a7b0b7);
  --accent: light-dark(#0f6b5f, #5fd4bf);
  --accent-strong: light-dark(#0b5249, #86e3d2);
  --on-accent: light-dark(#ffffff, #06231f);
  --danger: light-dark(#9b1c1c, #ffb4ab);
  --danger-soft: light-dark(#fdf0ee, #33201f);
  --radius: 0.625rem;
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: grid;
  grid-template-rows: auto 1fr auto;
  background: radial-gradient(60rem 32rem at 50% -8rem, var(--glow), transparent) no-repeat var(--page);
  color: var(--text);
  font: 1rem/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.test-mode { grid-row: 1; padding: 0.25rem 1rem; background: var(--glow); border-bottom: 1px solid var(--line); font-size: 0.8125rem; text-align: center; }
main { grid-row: 2; width: 100%; max-width: 26rem; margin: auto; padding: 2rem 1rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -0.015em; text-wrap: balance; overflow-wrap: anywhere; hyphens: auto; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: 0.2em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.brand { display: flex; align-items: center; gap: 0.625rem; margin-bottom: 1.5rem; font-weight: 650; }
.brand svg { width: 2rem; height: 2rem; color: var(--accent); flex: none; }
.brand path { stroke: var(--on-accent); }
.card {
  padding: clamp(1.25rem, 6vw, 2rem);
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 1rem;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.04), 0 12px 32px -12px rgb(0 0 0 / 0.14);
}
.lead { margin-top: 0.375rem; color: var(--muted); text-wrap: balance; }
form { display: grid; gap: 1.125rem; margin-top: 1.5rem; }
.field { display: grid; gap: 0.375rem; }
label { font-weight: 600; font-size: 0.9375rem; }
input {
  width: 100%;
  min-height: 2.875rem;
  padding: 0.5rem 0.75rem;
  color: inherit;
  background: var(--field);
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  font: inherit;
}
input:focus-visible { outline-offset: 0; border-color: var(--accent); }
input[aria-invalid="true"] { border-color: var(--danger); }
button {
  min-height: 2.875rem;
  margin-top: 0.375rem;
  padding: 0.5rem 1rem;
  color: var(--on-accent);
  background: var(--accent);
  border: 1px solid transparent;
  border-radius: var(--radius);
  font: inherit;
  font-weight: 650;
  cursor: pointer;
}
button:hover { background: var(--accent-strong); }
.alert {
  margin-top: 1.25rem;
  padding: 0.75rem 0.875rem;
  color: var(--danger);
  background: var(--danger-soft);
  border: 1px solid currentColor;
  border-radius: var(--radius);
  overflow-wrap: anywhere;
  text-wrap: pretty;
}
.alert ul { margin: 0.25rem 0 0; padding-left: 1.25rem; }
.alert a { color: inherit; line-height: 1.75; }
.hint { margin-top: 1.25rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
.hint + .hint { margin-top: 0.5rem; padding-top: 0; border-top: 0; }
[hidden] { display: none !important; }
.button {
  display: block;
  min-height: 2.875rem;
  padding: 0.6875rem 1rem;
  color: var(--on-accent);
  background: var(--accent);
  border-radius: var(--radius);
  font-weight: 650;
  text-align: center;
  text-decoration: none;
}
.button:hover { color: var(--on-accent); background: var(--accent-strong); }
button.quiet { color: var(--accent); background: transparent; border-color: var(--field-line); width: 100%; margin-top: 0; }
button.quiet:hover { background: var(--glow); }
button[disabled] { opacity: 0.6; cursor: progress; }
input.code { font: 600 1.25rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: 0.12em; }
.or { display: flex; align-items: center; gap: 0.75rem; margin: 1.25rem 0; color: var(--muted); font-size: 0.875rem; }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.passkey .alert { margin: 0 0 1.25rem; }
.steps { display: grid; gap: 1.5rem; margin: 1.5rem 0 0; padding: 0; list-style: none; counter-reset: step; }
.steps > li { position: relative; counter-increment: step; }
.steps > li > p:first-child { min-height: 1.75rem; padding-left: 2.5rem; }
.steps > li::before {
  content: counter(step);
  position: absolute;
  top: 0;
  width: 1.75rem;
  height: 1.75rem;
  color: var(--accent);
  border: 1.5px solid currentColor;
  border-radius: 50%;
  font-weight: 650;
  font-size: 0.875rem;
  line-height: 1.5625rem;
  text-align: center;
}
.qr { display: block; width: min(100%, 13rem); margin: 1rem auto; border: 1px solid var(--line); border-radius: var(--radius); }
summary { width: fit-content; color: var(--accent); cursor: pointer; }
.secret { display: block; margin-top: 0.5rem; overflow-wrap: anywhere; font-size: 1rem; letter-spacing: 0.05em; }
.codes {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
  gap: 0.5rem;
  margin: 1.25rem 0;
  padding: 1rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  list-style: none;
}
.codes code { font-size: 1.0625rem; letter-spacing: 0.05em; }
.rule { color: var(--muted); font-size: 0.875rem; }
textarea, select {
  width: 100%;
  min-height: 2.875rem;
  padding: 0.5rem 0.75rem;
  color: inherit;
  background: var(--field);
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  font: inherit;
}
fieldset { display: grid; gap: 0.5rem; margin: 0; padding: 0; border: 0; }
legend { margin-bottom: 0.375rem; padding: 0; font-weight: 600; font-size: 0.9375rem; }
.choice { display: flex; align-items: center; gap: 0.625rem; min-height: 1.75rem; font-weight: 400; }
.choice input { width: 1.125rem; min-height: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); flex: none; }
form.inline { display: inline; margin: 0; }
button.link {
  min-height: 2rem;
  margin: 0;
  padding: 0.25rem 0.5rem;
  color: var(--accent);
  background: none;
  font-weight: 400;
  text-decoration: underline;
  text-underline-offset: 0.2em;
}
button.link:hover { background: none; color: var(--accent-strong); }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.links a { padding: 0.25rem 0; }
.errors { margin: 0; padding: 0; color: var(--danger); font-size: 0.875rem; list-style: none; }
select[aria-invalid="true"] { border-color: var(--danger); }
label.choice { align-items: flex-start; line-height: 1.4; }
label.choice input { margin-top: 0.125rem; }
.actions { display: grid; gap: 0.75rem; margin-top: 1.5rem; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.9375em; }
footer { padding: 1rem; color: var(--muted); font-size: 0.875rem; text-align: center; }
footer a { display: inline-block; padding: 0.5rem; }
@media print {
  body { background: none; }
  .card { border: 0; box-shadow: none; padding: 0; }
  .actions, footer { display: none; }
}
`.trimStart();

/** Names this very text, so that browsers may keep it for good. */
const version = createHash("sha256").update(pagesCss).digest("hex").slice(0, 12);
export const pagesCssPath = `/pages.css?v=${version}`;
