import * as z from "zod";
import { callbackTaskView } from "../../../contracts/callback-tasks.ts";
import { consentView, messageFilter, messageView } from "../../../contracts/messaging.ts";
import { phoneNumberView } from "../../../contracts/phone-numbers.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { listCallbackViews } from "../../../use-cases/callbacks/view-callbacks.ts";
import { listConsentViews } from "../../../use-cases/messaging/consents.ts";
import { listMessageViews } from "../../../use-cases/messaging/view-messages.ts";
import { viewNumbers } from "../../../use-cases/voice/numbers/search-numbers.ts";
import { tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { callbackFilter, callbacksReading } from "../callbacks.ts";
import { messagesReading } from "../messaging/messages.ts";
import { numbersReading } from "../voice/numbers.ts";

export const messageExport = exportRoute({
  path: "/messages",
  what: "Messages to and from customers",
  reading: messagesReading,
  item: messageView,
  query: z.strictObject(messageFilter),
  open(c, filter) {
    const { tenantId } = tenantActor(c);
    return (page) => listMessageViews(c.env, tenantId, filter, page);
  },
});

export const consentExport = exportRoute({
  path: "/consents",
  what: "Who wanted no more messages, and who did again,",
  reading: messagesReading,
  item: consentView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => listConsentViews(c.env, tenantId, page);
  },
});

export const callbackExport = exportRoute({
  path: "/callback-tasks",
  what: "What callers left to be done",
  reading: callbacksReading,
  item: callbackTaskView,
  query: z.strictObject(callbackFilter),
  open(c, filter) {
    const actor = tenantActor(c);
    return (page) => listCallbackViews(c.env, actor, filter, page);
  },
});

export const numberExport = exportRoute({
  path: "/voice/numbers",
  what: "Phone numbers",
  reading: numbersReading,
  item: phoneNumberView,
  query: z.strictObject({}),
  open(c) {
    const db = tenantDb(c.env.DB, tenantActor(c).tenantId);
    return (page) => viewNumbers(db, page);
  },
});
