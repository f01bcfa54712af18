/** "#rrggbb", in small letters: one colour has one address. */
export const COLOUR = /^#[0-9a-f]{6}$/;

/** WCAG 2.2, 1.4.3: text of usual size. */
const READABLE = 4.5;
const LIGHT_PAGE = "#f6f5f1";
const DARK_CARD = "#1c2126";
const STEP = 0.05;

/** Can white text stand on this colour, and this colour as text on a light page? */
export function isReadable(colour: string): boolean {
  return contrast(colour, LIGHT_PAGE) >= READABLE;
}

/** The same colour for a dark page: as little lighter as it takes to be read there. */
export function forDarkPage(colour: string): string {
  let [shade, share] = [colour, 0];
  while (contrast(shade, DARK_CARD) < READABLE && share < 1) {
    share += STEP;
    shade = mixWithWhite(colour, share);
  }
  return shade;
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `share` from 0 to 1: how much of it is white. */
export function mixWithWhite(colour: string, share: number): string {
  const mixed = channels(colour).map((value) => Math.round(value + (255 - value) * Math.min(1, share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
