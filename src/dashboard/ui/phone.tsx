import { type ReactNode, useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";

type Format = (e164: string) => string;

const asItIs: Format = (e164) => e164;
const waiting = new Set<() => void>();
let format = asItIs;
let isAsked = false;

/**
 * Every country's way of grouping is as large as a page, so it comes after the page: until then a number is shown as it
 * is dialled.
 */
function whenLoaded(tell: () => void): () => void {
  waiting.add(tell);
  if (!isAsked) void load();
  return () => waiting.delete(tell);
}

async function load(): Promise<void> {
  isAsked = true;
  try {
    format = (await import("../../domain/phone/format-phone.ts")).formatPhone;
    for (const tell of waiting) tell();
  } catch {
    isAsked = false; // without a network; whoever shows the next number asks again
  }
}

/** Puts numbers as people read them. What is no number stays as it is. */
export function usePhoneFormat(): Format {
  return useSyncExternalStore(whenLoaded, () => format);
}

/** A number to read. */
export function PhoneNumber({ phone }: { phone: string }) {
  return usePhoneFormat()(phone);
}

type PhoneLinkProps = { phone: string; icon?: ReactNode; className?: string };

/** A number to read, and to call with a click. */
export function PhoneLink({ phone, icon, className }: PhoneLinkProps) {
  return (
    <a href={`tel:${phone}`} className={classNames("font-medium text-accent hover:underline", className)}>
      {icon}
      <PhoneNumber phone={phone} />
    </a>
  );
}
