import {
  AudioLines,
  BookOpenText,
  Bot,
  CalendarDays,
  CalendarSync,
  CircleHelp,
  Clock4,
  ContactRound,
  DoorOpen,
  FileUp,
  Inbox,
  ListTodo,
  type LucideIcon,
  MessageSquare,
  MessageSquareText,
  Phone,
  PhoneForwarded,
  Plug,
  Radio,
  Repeat2,
  Scissors,
  ScrollText,
  Settings,
  ShieldCheck,
  Siren,
  Sun,
  UserRoundPlus,
  Users,
  UsersRound,
  Webhook,
  Workflow,
} from "lucide-react";

type PageEntry = {
  name: PageName;
  to: PagePath;
  icon: LucideIcon;
  group: PageGroup;
  needs?: string;
  key?: string;
};
/** In the order in which the navigation shows them. */
export const PAGE_GROUPS = ["desk", "setup", "business"] as const;
export type PageGroup = (typeof PAGE_GROUPS)[number];
export type PageName =
  | "today"
  | "calendar"
  | "live"
  | "calls"
  | "callbacks"
  | "on-call"
  | "waitlist"
  | "series"
  | "inbox"
  | "messages"
  | "leads"
  | "sequences"
  | "customers"
  | "services"
  | "staff"
  | "resources"
  | "branch"
  | "knowledge"
  | "voice"
  | "agent-versions"
  | "numbers"
  | "imports"
  | "calendars"
  | "integrations"
  | "settings"
  | "team"
  | "security"
  | "access"
  | "audit"
  | "help";
type PagePath = `/app/${PageName}`;

/** What the navigation, the palette and the shortcuts know of. `key`: pressed after `g`. Only what exists is listed. */
export const PAGES: readonly PageEntry[] = [
  { name: "today", to: "/app/today", icon: Sun, group: "desk", key: "t" },
  { name: "calendar", to: "/app/calendar", icon: CalendarDays, group: "desk", key: "c" },
  { name: "live", to: "/app/live", icon: Radio, group: "desk", key: "l" },
  { name: "calls", to: "/app/calls", icon: Phone, group: "desk", key: "a" },
  { name: "callbacks", to: "/app/callbacks", icon: MessageSquareText, group: "desk", needs: "calls:read", key: "d" },
  { name: "on-call", to: "/app/on-call", icon: Siren, group: "desk", needs: "calls:read" },
  { name: "waitlist", to: "/app/waitlist", icon: ListTodo, group: "desk", key: "w" },
  { name: "series", to: "/app/series", icon: Repeat2, group: "desk", key: "q" },
  { name: "inbox", to: "/app/inbox", icon: Inbox, group: "desk", needs: "messages:read", key: "u" },
  {
    name: "messages",
    to: "/app/messages",
    icon: MessageSquare,
    group: "desk",
    needs: "messages:read",
    key: "f",
  },
  { name: "leads", to: "/app/leads", icon: UserRoundPlus, group: "desk", needs: "leads:read", key: "j" },
  { name: "customers", to: "/app/customers", icon: ContactRound, group: "desk", key: "p" },
  { name: "services", to: "/app/services", icon: Scissors, group: "setup", key: "s" },
  { name: "staff", to: "/app/staff", icon: Users, group: "setup", key: "m" },
  { name: "resources", to: "/app/resources", icon: DoorOpen, group: "setup", key: "r" },
  { name: "branch", to: "/app/branch", icon: Clock4, group: "setup", key: "b" },
  { name: "voice", to: "/app/voice", icon: AudioLines, group: "setup", needs: "voice:read", key: "v" },
  { name: "knowledge", to: "/app/knowledge", icon: BookOpenText, group: "setup", needs: "voice:read", key: "n" },
  { name: "agent-versions", to: "/app/agent-versions", icon: Bot, group: "setup", needs: "connections:read" },
  { name: "numbers", to: "/app/numbers", icon: PhoneForwarded, group: "setup", needs: "connections:read" },
  { name: "imports", to: "/app/imports", icon: FileUp, group: "setup", needs: "appointments:import", key: "i" },
  { name: "sequences", to: "/app/sequences", icon: Workflow, group: "setup", needs: "sequences:read", key: "g" },
  { name: "calendars", to: "/app/calendars", icon: CalendarSync, group: "setup", needs: "calendars:read", key: "y" },
  { name: "integrations", to: "/app/integrations", icon: Plug, group: "setup", needs: "calendars:read" },
  { name: "settings", to: "/app/settings", icon: Settings, group: "business", key: "z" },
  { name: "team", to: "/app/team", icon: UsersRound, group: "business", needs: "team:read", key: "e" },
  { name: "security", to: "/app/security", icon: ShieldCheck, group: "business", key: "x" },
  { name: "access", to: "/app/access", icon: Webhook, group: "business", needs: "api-keys:read", key: "k" },
  { name: "audit", to: "/app/audit", icon: ScrollText, group: "business", needs: "audit:read", key: "o" },
  { name: "help", to: "/app/help", icon: CircleHelp, group: "business", key: "h" },
];

/** The four that a hand at the desk needs; on a phone the rest is under "More". */
export const ON_THE_BAR: readonly PageName[] = ["today", "calendar", "live", "calls"];

export function pagesFor(permissions: readonly string[]): PageEntry[] {
  return PAGES.filter(({ needs }) => needs === undefined || permissions.includes(needs));
}
