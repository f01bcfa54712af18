import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";

type Sides = Pick<CallSummaryView, "direction" | "fromNumber" | "toNumber">;

/** The customer's number. Null: withheld, or there is none. */
export function otherNumber({ direction, fromNumber, toNumber }: Sides): string | null {
  return direction === "inbound" ? fromNumber : toNumber;
}

/** How pages name who is on the other end. A call without any number was opened in a browser. */
export function useOtherSide(): (call: Sides) => string {
  const t = useTranslations("calls");
  return (call) => {
    const isWebCall = call.fromNumber === null && call.toNumber === null;
    return otherNumber(call) ?? t(isWebCall ? "inBrowser" : "hiddenNumber");
  };
}
