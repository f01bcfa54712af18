import type { CalendarMessage } from "../../contracts/queue-messages.ts";
import type { Background } from "../../db/directory.ts";
import type { EpochMs } from "../../domain/time.ts";
import { pullTarget } from "./sync/pull-target.ts";
import { goOnReconciling, reconcileAccount } from "./sync/reconcile/reconcile-account.ts";
import { wakeCalendarCouriers } from "./sync/wake-couriers.ts";
import { syncSubscription } from "./sync-subscription.ts";

export async function runCalendarJob(
  env: Env,
  background: Background,
  message: CalendarMessage,
  now: EpochMs,
): Promise<void> {
  switch (message.type) {
    case "sync_subscription":
      return syncSubscription(env, background, message, now);
    case "sync_target":
      return pullTarget(env, background, message, now);
    case "wake_calendar_courier":
      return wakeCalendarCouriers(env, message.tenantId, [message.accountId]);
    case "reconcile_account":
      return reconcileAccount({ env, background, now }, message);
    case "go_on_reconciling":
      return goOnReconciling({ env, background, now }, message);
    default:
      return message satisfies never;
  }
}
