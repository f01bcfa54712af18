import {
  CalendarCheck,
  Check,
  CircleAlert,
  CircleHelp,
  type LucideIcon,
  Phone,
  PhoneMissed,
  PhoneOff,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { type CallOutcome, callOutcome } from "./call-outcome.ts";

const LOOKS: Record<CallOutcome, { tone: Tone; icon: LucideIcon }> = {
  ongoing: { tone: "accent", icon: Phone },
  appointment: { tone: "accent", icon: CalendarCheck },
  resolved: { tone: "good", icon: Check },
  unresolved: { tone: "warn", icon: CircleHelp },
  not_connected: { tone: "neutral", icon: PhoneMissed },
  failed: { tone: "bad", icon: CircleAlert },
  spam: { tone: "neutral", icon: PhoneOff },
  ended: { tone: "neutral", icon: Phone },
};

export function OutcomeBadge({ call }: { call: CallSummaryView }) {
  const t = useTranslations("calls.outcomes");
  const outcome = callOutcome(call);
  const { tone, icon } = LOOKS[outcome];
  return (
    <Badge tone={tone} icon={icon}>
      {t(outcome)}
    </Badge>
  );
}
