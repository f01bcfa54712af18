/** What inline styles cannot say. Programs without dark mode show the light colours that stand beside the words. */
export const emailCss = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14171a !important; color: #eceff1 !important; }
  .brand { color: #5fd4bf !important; }
  .card { background: #1c2126 !important; border-color: #30373e !important; color: #eceff1 !important; }
  .soft { color: #a7b0b7 !important; }
  .link { color: #5fd4bf !important; }
  .button { background: #5fd4bf !important; color: #06231f !important; }
}`;
