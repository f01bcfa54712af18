import { ask } from "../api/client.ts";
import { SettleActs } from "./settle-acts.tsx";

/** Sends messages to their queues again, or forgets them. */
export function LetterActs({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  return (
    <SettleActs
      ids={ids}
      onDone={onDone}
      texts="admin.letters"
      replay={(body, key) =>
        ask("POST /api/v1/operations/dead-letters/replay", { headers: { "idempotency-key": key }, body })
      }
      discard={(body, key) =>
        ask("POST /api/v1/operations/dead-letters/discard", { headers: { "idempotency-key": key }, body })
      }
    />
  );
}
