import { ask } from "../api/client.ts";
import { SettleActs } from "./settle-acts.tsx";

type CalendarEntryActsProps = { ids: readonly string[]; onDone: () => void };

/** Has entries written again, or leaves them as they are. */
export function CalendarEntryActs({ ids, onDone }: CalendarEntryActsProps) {
  return (
    <SettleActs
      ids={ids}
      onDone={onDone}
      texts="admin.calendars.acts"
      replay={(body, key) =>
        ask("POST /api/v1/operations/calendar-mirrors/replay", { headers: { "idempotency-key": key }, body })
      }
      discard={(body, key) =>
        ask("POST /api/v1/operations/calendar-mirrors/discard", { headers: { "idempotency-key": key }, body })
      }
    />
  );
}
