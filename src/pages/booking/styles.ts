import { createHash } from "node:crypto";

/** What booking pages need beside the styles of all pages. */
export const bookingCss = `
main.booking { max-width: 42rem; margin-block: 0 auto; padding-block: clamp(1.25rem, 5vw, 3rem); }
.business { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; margin-bottom: 1.25rem; }
.business .logo { width: 2.75rem; height: 2.75rem; object-fit: contain; border-radius: 0.5rem; align-self: center; }
.business .logo + div { flex: 1; }
.business strong { font-size: 1.125rem; letter-spacing: -0.01em; }
.business div { min-width: 0; overflow-wrap: anywhere; }
.tagline { color: var(--muted); font-size: 0.9375rem; }
.business a { font-size: 0.875rem; padding: 0.375rem 0; }
body[data-framed] { min-height: 0; background: none; }
body[data-framed] main.booking { padding: 0.25rem; margin-block: 0; }
body[data-framed] .card { box-shadow: none; }
body[data-framed] footer { padding: 0.5rem; }
.crumb { display: inline-block; margin-bottom: 0.75rem; padding: 0.25rem 0; font-size: 0.875rem; }
.choices { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.choices a {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.125rem 1rem; padding: 0.875rem 1rem;
  color: inherit; text-decoration: none; background: var(--field); border: 1px solid var(--line); border-radius: 0.75rem;
}
.choices a:hover { border-color: var(--accent); }
.choices b { font-weight: 650; }
.choices span { color: var(--muted); font-size: 0.9375rem; grid-column: 1; }
.choices .amount { grid-column: 2; grid-row: 1; color: var(--text); font-variant-numeric: tabular-nums; text-align: right; }
.days { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 0.375rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.days a, .days span {
  display: grid; justify-items: center; padding: 0.5rem 0.125rem; min-height: 3.5rem; line-height: 1.25;
  text-decoration: none; color: inherit; border: 1px solid var(--line); border-radius: var(--radius); font-size: 0.8125rem;
}
.days b { font-size: 1.0625rem; font-variant-numeric: tabular-nums; }
.days a:hover { border-color: var(--accent); }
.days a[aria-current] { color: var(--on-accent); background: var(--accent); border-color: transparent; }
.days span { color: var(--muted); border-style: dashed; }
.pager { display: flex; justify-content: space-between; margin-top: 0.25rem; font-size: 0.875rem; }
.pager a { padding: 0.5rem 0; }
.times { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: 0.5rem; margin: 0.75rem 0 0; padding: 0; list-style: none; }
.times a, .times button {
  display: grid; width: 100%; min-height: 2.875rem; margin: 0; padding: 0.375rem; place-content: center; text-align: center;
  color: var(--accent); background: var(--field); border: 1px solid var(--field-line); border-radius: var(--radius);
  font: inherit; font-weight: 650; text-decoration: none; font-variant-numeric: tabular-nums; cursor: pointer;
}
.times a:hover, .times button:hover { color: var(--on-accent); background: var(--accent); border-color: transparent; }
.times small { font-weight: 400; font-size: 0.75rem; }
h2 { margin: 1.5rem 0 0; font-size: 1.0625rem; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: 0.375rem 1.25rem; margin: 1.25rem 0 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; font-weight: 600; }
.facts small { display: block; color: var(--muted); font-weight: 400; }
select, textarea {
  width: 100%; min-height: 2.875rem; padding: 0.5rem 0.75rem; color: inherit; background: var(--field);
  border: 1px solid var(--field-line); border-radius: var(--radius); font: inherit;
}
textarea { min-height: 5.5rem; resize: vertical; }
.pick { display: grid; grid-template-columns: 1fr auto; align-items: end; gap: 0.5rem; margin-top: 1rem; }
.pick:has(.field + .field) { grid-template-columns: 2fr 1fr auto; }
.pick input { margin: 0; }
.pick button { margin: 0; color: var(--accent); background: transparent; border-color: var(--field-line); }
.pick button:hover { color: var(--on-accent); background: var(--accent); }
.check { display: grid; grid-template-columns: auto 1fr; gap: 0.75rem; align-items: start; font-weight: 400; }
.check input { width: 1.375rem; min-height: 1.375rem; margin-top: 0.125rem; accent-color: var(--accent); }
.kept { margin: 1rem 0 0; padding: 0.75rem 1rem; border-radius: var(--radius); background: var(--glow); }
.wrong { color: var(--danger); font-size: 0.875rem; }
.note { color: var(--muted); font-size: 0.875rem; font-weight: 400; }
.bot { position: absolute; left: -100vw; }
.badge { display: inline-block; padding: 0.125rem 0.625rem; border-radius: 1rem; background: var(--glow); font-size: 0.875rem; font-weight: 600; }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 0.5rem; }
.links a { padding: 0.375rem 0; }
.acts { display: grid; gap: 0.75rem; margin-top: 1.5rem; }
.button {
  display: grid; place-content: center; min-height: 2.875rem; padding: 0.5rem 1rem; border-radius: var(--radius);
  border: 1px solid var(--field-line); color: var(--text); background: transparent; text-decoration: none; font-weight: 650;
}
details summary { cursor: pointer; padding: 0.625rem 0; font-weight: 600; }
details form { margin-top: 0.5rem; }
.danger { color: var(--danger); background: transparent; border-color: currentColor; }
.danger:hover { color: var(--on-accent); background: var(--danger); }
.choices .entry { padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: 0.75rem; }
.choices .entry form { margin-top: 0.5rem; }
.quiet { color: var(--accent); background: transparent; border-color: var(--field-line); }
.quiet:hover { color: var(--on-accent); background: var(--accent); }
@media print {
  body { background: none; }
  main.booking { padding: 0; max-width: none; }
  .business a, .crumb, .acts, .links, h2:has(+ .links), .hint, footer { display: none; }
}
@media (max-width: 24rem) {
  main.booking { overflow-wrap: anywhere; hyphens: auto; }
  .choices a { grid-template-columns: minmax(0, 1fr); }
  .choices .amount { grid-column: 1; grid-row: auto; text-align: left; }
  .days { gap: 0.1875rem; overflow-wrap: normal; hyphens: manual; }
  .days a, .days span { padding-inline: 0; font-size: 0.6875rem; }
  .facts { grid-template-columns: minmax(0, 1fr); row-gap: 0; }
  .facts dt:not(:first-child) { margin-top: 0.625rem; }
  .pick, .pick:has(.field + .field) { grid-template-columns: minmax(0, 1fr); }
}
`.trimStart();

export const bookingCssPath = `/booking.css?v=${createHash("sha256").update(bookingCss).digest("hex").slice(0, 12)}`;
