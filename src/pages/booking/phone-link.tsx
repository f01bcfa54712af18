import { formatPhone } from "../../domain/phone/format-phone.ts";

/** A number to read, and to call with a tap. */
export function PhoneLink({ phone }: { phone: string }) {
  return <a href={`tel:${phone}`}>{formatPhone(phone)}</a>;
}
