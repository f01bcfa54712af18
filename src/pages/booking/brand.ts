import { COLOUR, forDarkPage, isReadable } from "../../domain/branding.ts";

export type Brand = { accentColour: string | null; tagline: string | null; logo: string | null };

/** The address of the styles of a colour: it names the colour itself, so it never means anything else. */
export function brandCssPath(accentColour: string): string {
  return `/brand/${accentColour.slice(1)}.css`;
}

/** Null for what is no colour that a business can have. Both pages have dark text or white on it by the same rules. */
export function brandCss(digits: string): string | null {
  const colour = `#${digits}`;
  if (!COLOUR.test(colour) || !isReadable(colour)) return null;
  const dark = forDarkPage(colour);
  return `:root {
  --accent: light-dark(${colour}, ${dark});
  --accent-strong: light-dark(color-mix(in srgb, ${colour}, #000 18%), color-mix(in srgb, ${dark}, #fff 25%));
  --on-accent: light-dark(#ffffff, #101417);
  --glow: light-dark(color-mix(in srgb, ${colour} 5%, #f6f5f1), color-mix(in srgb, ${dark} 6%, #14171a));
}
`;
}
