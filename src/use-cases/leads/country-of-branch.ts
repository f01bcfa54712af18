import type { Rulebook } from "../../domain/booking/rulebook.ts";
import { countryOfNumber } from "../../domain/voice/phone.ts";

const DEFAULT_COUNTRY = "DE";

/** Of which country national numbers are: the one that the branch has its own number in. */
export function countryOfBranch({ phone }: Pick<Rulebook, "phone">): string {
  return (phone && countryOfNumber(phone)) || DEFAULT_COUNTRY;
}
