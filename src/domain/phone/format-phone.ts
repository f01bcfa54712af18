import plans from "./plans.json" with { type: "json" };

/** How a number of this shape is grouped, and by which first digits it is told from others of the shape. */
type Format = [shape: string, groups: string, leading?: string];

const PLANS: Record<string, Format[]> = plans as unknown as Record<string, Format[]>;
const LONGEST_CODE = 3;

/**
 * An E.164 number as people read it: "+49 1512 3456789". What is none stays as it is, so that it may be given anything
 * that stands where numbers do. The groups are libphonenumber's; the library itself is too heavy for a browser.
 */
export function formatPhone(e164: string): string {
  const digits = /^\+(\d+)$/.exec(e164)?.[1];
  const code = digits && codeOf(digits);
  if (!code) return e164;
  const national = digits.slice(code.length);
  const format = PLANS[code]?.find(([shape, , leading]) => isWhole(shape, national) && begins(leading, national));
  const grouped = format ? national.replace(new RegExp(format[0]), format[1]) : national;
  return `+${code} ${grouped}`;
}

/** No country's code begins with another's. */
function codeOf(digits: string): string | undefined {
  const lengths = Array.from({ length: LONGEST_CODE }, (_, index) => index + 1);
  return lengths.map((length) => digits.slice(0, length)).find((code) => code in PLANS);
}

function isWhole(shape: string, national: string): boolean {
  return new RegExp(`^(?:${shape})$`).test(national);
}

function begins(leading: string | undefined, national: string): boolean {
  return leading === undefined || new RegExp(`^(?:${leading})`).test(national);
}
