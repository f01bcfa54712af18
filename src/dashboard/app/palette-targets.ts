import { useQuery } from "@tanstack/react-query";
import { CalendarClock, CalendarPlus, type LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl";
import { allAppointmentsQuery } from "../api/booking.ts";
import { addDays, dayBounds, localDate } from "../calendar/zoned-time.ts";
import { useNow } from "../live/clock.ts";
import { type LiveSearch, onlyBranch } from "../live/live-search.ts";
import { usePhoneFormat } from "../ui/phone.tsx";
import { useCallTargets } from "./call-targets.ts";
import { useCustomerTargets } from "./customer-targets.ts";
import { pagesFor } from "./pages.ts";
import { useBranchFormats, useMayBook, useSignedIn } from "./signed-in.tsx";

type Go = { to: string; search: (previous: LiveSearch) => LiveSearch };
export type Target = { id: string; label: string; note?: string; icon: LucideIcon; go: Go };
type Group = { name: "acts" | "pages" | "customers" | "appointments" | "calls"; items: Target[] };

const DAYS_AHEAD = 14;
const MOST_SHOWN = 8;

/** What matches: pages and acts by name, customers, appointments and calls once two letters are there. */
export function usePaletteTargets(text: string): Group[] {
  const t = useTranslations("shell");
  const { me } = useSignedIn();
  const mayBook = useMayBook();
  const asked = text.trim().toLocaleLowerCase();
  const matches = (label: string) => label.toLocaleLowerCase().includes(asked);
  const pages = pagesFor(me.permissions).map(
    ({ name, to, icon }): Target => ({
      id: name,
      label: t(`pages.${name}`),
      icon,
      go: { to, search: onlyBranch },
    }),
  );
  const book: Target = {
    id: "book",
    label: t("palette.newAppointment"),
    note: "n",
    icon: CalendarPlus,
    go: { to: ".", search: (previous) => ({ ...previous, book: "next" }) },
  };
  const acts = mayBook ? [book] : [];
  const customers = useCustomerTargets(asked);
  const found = useAppointmentTargets(asked);
  const calls = useCallTargets(asked);
  const groups: Group[] = [
    { name: "acts", items: acts.filter(({ label }) => matches(label)) },
    { name: "pages", items: pages.filter(({ label }) => matches(label)) },
    { name: "customers", items: customers },
    { name: "appointments", items: found },
    { name: "calls", items: calls },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function useAppointmentTargets(asked: string): Target[] {
  const { branch } = useSignedIn();
  const formats = useBranchFormats();
  const format = usePhoneFormat();
  const today = localDate(useNow(60_000), branch.timeZone);
  const from = new Date(dayBounds(today, branch.timeZone).start).toISOString();
  const to = new Date(dayBounds(addDays(today, DAYS_AHEAD), branch.timeZone).end).toISOString();
  const isAsked = asked.length >= 2;
  const appointments = useQuery({ ...allAppointmentsQuery({ branchId: branch.id, from, to }), enabled: isAsked });
  if (!isAsked) return [];
  return (appointments.data ?? [])
    .filter(({ customer: { name, phone } }) => {
      // As it is dialled and as it is read: whoever types it has one of both before them.
      const number = phone ? `${phone} ${format(phone)}` : "";
      return `${name} ${number}`.toLocaleLowerCase().includes(asked);
    })
    .slice(0, MOST_SHOWN)
    .map(({ id, customer, startsAt }) => ({
      id,
      label: customer.name,
      note: `${formats.dayShort(startsAt)}, ${formats.time(startsAt)}`,
      icon: CalendarClock,
      go: { to: ".", search: (previous) => ({ ...previous, appointment: id }) },
    }));
}
