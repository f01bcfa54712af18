import { CalendarCourier as CalendarWriter } from "../durable-objects/calendar-courier/calendar-courier.ts";
import { WebhookCourier as Courier } from "../durable-objects/webhook-courier/webhook-courier.ts";
import { handleCron } from "./cron/crons.ts";
import { createApp } from "./http/app.ts";
import { handleQueue } from "./queues/queues.ts";
import { pushDue } from "./use-cases/calendars/sync/push-due.ts";
import { deliverDue } from "./use-cases/outbound/deliver-due.ts";
import { handleEmail } from "./webhooks/messaging/email-worker.ts";

export { AuditChain } from "../durable-objects/audit-chain/audit-chain.ts";
export { BranchCalendar } from "../durable-objects/branch-calendar/branch-calendar.ts";
export { ProviderGate } from "../durable-objects/provider-gate/provider-gate.ts";
export { RateCounter } from "../durable-objects/rate-counter/rate-counter.ts";
export { TenantFeed } from "../durable-objects/tenant-feed/tenant-feed.ts";

/** Objects know nothing of use cases, so how to deliver is told here. */
export class WebhookCourier extends Courier {
  protected override readonly deliverDue = deliverDue;
}

export class CalendarCourier extends CalendarWriter {
  protected override readonly pushDue = pushDue;
}

const app = createApp();

export default {
  fetch: app.fetch,
  queue: handleQueue,
  email: handleEmail,
  scheduled: (controller, env) => handleCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Env>;
