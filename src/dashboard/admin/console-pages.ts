import {
  Activity,
  Building2,
  CalendarClock,
  CalendarSync,
  CalendarX2,
  CircleAlert,
  Flag,
  Gauge,
  type LucideIcon,
  MailX,
  MessageSquare,
  MessageSquareHeart,
  Phone,
  PhoneForwarded,
  PlugZap,
  ScrollText,
  ShieldQuestion,
  Unplug,
  Users,
  Webhook,
} from "lucide-react";

type Group = "business" | "work" | "platform";
type ConsolePage = { name: ConsolePageName; to: `/admin/${ConsolePageName}`; icon: LucideIcon; group: Group };
export type ConsolePageName =
  | "overview"
  | "tenants"
  | "users"
  | "connections"
  | "circuits"
  | "number-pool"
  | "calendars"
  | "calendar-entries"
  | "flags"
  | "calls"
  | "messages"
  | "feedback"
  | "events"
  | "quarantine"
  | "dead-letters"
  | "crons"
  | "errors"
  | "health"
  | "audit";

export const CONSOLE_GROUPS: readonly Group[] = ["business", "work", "platform"];

export const CONSOLE_PAGES: readonly ConsolePage[] = [
  { name: "overview", to: "/admin/overview", icon: Gauge, group: "business" },
  { name: "tenants", to: "/admin/tenants", icon: Building2, group: "business" },
  { name: "users", to: "/admin/users", icon: Users, group: "business" },
  { name: "connections", to: "/admin/connections", icon: PlugZap, group: "business" },
  { name: "number-pool", to: "/admin/number-pool", icon: PhoneForwarded, group: "business" },
  { name: "feedback", to: "/admin/feedback", icon: MessageSquareHeart, group: "business" },
  { name: "events", to: "/admin/events", icon: Webhook, group: "work" },
  { name: "circuits", to: "/admin/circuits", icon: Unplug, group: "work" },
  { name: "calendars", to: "/admin/calendars", icon: CalendarSync, group: "work" },
  { name: "calendar-entries", to: "/admin/calendar-entries", icon: CalendarX2, group: "work" },
  { name: "calls", to: "/admin/calls", icon: Phone, group: "work" },
  { name: "messages", to: "/admin/messages", icon: MessageSquare, group: "work" },
  { name: "quarantine", to: "/admin/quarantine", icon: ShieldQuestion, group: "work" },
  { name: "dead-letters", to: "/admin/dead-letters", icon: MailX, group: "work" },
  { name: "crons", to: "/admin/crons", icon: CalendarClock, group: "work" },
  { name: "errors", to: "/admin/errors", icon: CircleAlert, group: "work" },
  { name: "flags", to: "/admin/flags", icon: Flag, group: "platform" },
  { name: "health", to: "/admin/health", icon: Activity, group: "platform" },
  { name: "audit", to: "/admin/audit", icon: ScrollText, group: "platform" },
];
