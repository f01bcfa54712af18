import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import metadata from "libphonenumber-js/metadata.max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { formatPhone } from "../../../src/domain/phone/format-phone.ts";

const RENEW = "vitest run --project domain tests/domain/phone/format-phone.test.ts --update";

type Format = [shape: string, groups: string, leading: string[] | 0, rule: unknown, optional: unknown, abroad?: string];
type Plan = { 4: Format[] | 0 };
const {
  countries,
  country_calling_codes: codes,
  nonGeographic,
} = metadata as unknown as {
  countries: Record<string, Plan>;
  country_calling_codes: Record<string, string[]>;
  nonGeographic: Record<string, Plan>;
};

/** As abroad, in spaces alone; of the leading digits that tell two formats apart the last list is the exact one. */
function plansOf(): string {
  const national = Object.entries(codes).map(([code, [main = ""]]) => [code, countries[main]] as const);
  const plans = [...national, ...Object.entries(nonGeographic)].map(([code, plan]) => {
    const formats = (plan?.[4] || []).map(([shape, groups, leading, , , abroad]) => {
      const first = leading ? leading.at(-1) : undefined;
      return [shape, (abroad ?? groups).replaceAll(/[-()./ ]+/g, " ").trim(), ...(first ? [first] : [])];
    });
    return `  ${JSON.stringify(code)}: ${JSON.stringify(formats)}`;
  });
  return `{\n${plans.join(",\n")}\n}\n`;
}

describe("a number to read", () => {
  it.each([
    ["+4915123456789", "+49 1512 3456789"],
    ["+493023125000", "+49 30 23125000"],
    ["+43664123456", "+43 664 123456"],
    ["+41791234567", "+41 79 123 45 67"],
    ["+447700900123", "+44 7700 900123"],
    ["+12125550123", "+1 212 555 0123"],
    ["+5491123456789", "+54 9 11 2345 6789"],
    ["+80012345678", "+800 1234 5678"],
  ])("%s is %s", (e164, read) => {
    expect(formatPhone(e164)).toBe(read);
  });

  it.each(["", "anonymous", "0151 2345", "+49 151", "+", "+999123", "sip:desk@example.com"])("stays %j", (text) => {
    expect(formatPhone(text)).toBe(text);
  });

  it("is grouped as libphonenumber does, in every country and however long it is", () => {
    const different = getCountries().flatMap((country) => {
      const example = getExampleNumber(country, examples)?.number ?? "";
      const code = `+${getCountryCallingCode(country)}`;
      const made = Array.from(
        { length: 300 },
        (_, index) => `${code}${String(2 + ((index * 7_919) % 8))}${aTail(index)}`,
      );
      return [example, ...made].flatMap((e164) => {
        const parsed = parsePhoneNumberFromString(e164);
        // Where the library corrects a number, ours shows what is stored.
        if (!parsed?.isPossible() || parsed.number !== e164) return [];
        const [ours, theirs] = [formatPhone(e164), parsed.formatInternational()];
        return ours === theirs ? [] : [{ ours, theirs }];
      });
    });
    expect(different).toEqual([]);
  });

  it("goes by the plans of the library's own version", async () => {
    await expect(plansOf(), RENEW).toMatchFileSnapshot("../../../src/domain/phone/plans.json");
  });
});

/** Digits that differ from number to number, the same in each run. */
function aTail(index: number): string {
  return String((index * 2_654_435_761) % 10 ** (6 + (index % 6)));
}
