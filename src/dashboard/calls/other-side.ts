import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { usePhoneFormat } from "../ui/phone.tsx";

type Sides = Pick<CallSummaryView, "direction" | "fromNumber" | "toNumber">;

/** The customer's number. Null: withheld, or there is none. */
export function otherNumber({ direction, fromNumber, toNumber }: Sides): string | null {
  return direction === "inbound" ? fromNumber : toNumber;
}

/** How pages name who is on the other end. A call without any number was opened in a browser. */
export function useOtherSide(): (call: Sides) => string {
  const t = useTranslations("calls");
  const format = usePhoneFormat();
  return (call) => {
    const isWebCall = call.fromNumber === null && call.toNumber === null;
    const number = otherNumber(call);
    return number ? format(number) : t(isWebCall ? "inBrowser" : "hiddenNumber");
  };
}
