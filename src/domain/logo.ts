/** Enough for a picture of 512 × 512 points, and little enough for a page that loads on the street. */
export const MAX_LOGO_BYTES = 100_000;

export const LOGO_TYPES = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" } as const;
export type LogoType = keyof typeof LOGO_TYPES;

/** What the bytes begin with, whatever their sender calls them. Null: none of the pictures that all browsers show. */
export function logoType(bytes: Uint8Array): LogoType | null {
  const begins = (signature: readonly number[], at = 0) => signature.every((byte, i) => bytes[at + i] === byte);
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (begins([0xff, 0xd8, 0xff])) return "jpg";
  if (begins([0x52, 0x49, 0x46, 0x46]) && begins([0x57, 0x45, 0x42, 0x50], 8)) return "webp";
  return null;
}

/** A name is a hash and a type, so an address never means another picture. */
export function readLogoName(name: string): { name: string; type: LogoType } | null {
  const [, type] = /^[0-9a-f]{32}\.(png|jpg|webp)$/.exec(name) ?? [];
  return type ? { name, type: type as LogoType } : null; // one of the three, by the pattern
}
