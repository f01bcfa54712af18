import * as z from "zod";
import { filledTemplate } from "../../contracts/whatsapp.ts";
import { customerId, messageId } from "../../domain/ids.ts";
import { messageChannel, messagePurpose } from "../../domain/messaging/message.ts";
import { defineTool, idempotencyKey, part } from "./tool.ts";

const findCustomer = defineTool({
  name: "find_customer",
  title: "Find a customer",
  description: "By a phone number with country code, an e-mail address, or the beginnings of names (`mül an`).",
  permission: "customers:read",
  isReadOnly: true,
  input: z.strictObject({ query: z.string().trim().min(1).max(120), limit: z.int().min(1).max(20).default(5) }),
  run: (ask, { query, limit }) => ask({ path: "/customers", query: { q: query, limit } }),
});

const listAppointments = defineTool({
  name: "list_appointments",
  title: "List a customer's appointments",
  description: "Earliest start first. Their ids are what move_appointment and cancel_appointment ask for.",
  permission: "customers:read",
  isReadOnly: true,
  input: z.strictObject({ customerId, cursor: z.string().max(200).optional() }),
  run: (ask, { customerId: id, cursor }) => ask({ path: `/customers/${part(id)}/appointments`, query: { cursor } }),
});

const listTemplates = defineTool({
  name: "list_message_templates",
  title: "List message templates",
  description:
    "The business's own wordings, and the templates of its WhatsApp account with their state of approval; `whatsapp` is null with the reason when no account is connected.",
  permission: "messages:read",
  isReadOnly: true,
  input: z.strictObject({}),
  run: async (ask) => {
    const wordings = await ask({ path: "/message-templates" });
    if (wordings.isError) return wordings;
    const approved = await ask({ path: "/whatsapp-templates" });
    const told = approved.isError ? { whatsapp: null, whatsappProblem: approved.value } : { whatsapp: approved.value };
    return { isError: false, value: { wordings: wordings.value, ...told } };
  },
});

const sendMessage = defineTool({
  name: "send_message",
  title: "Write to a customer",
  description:
    "By SMS, WhatsApp or e-mail. It is queued: consent and opt-outs are asked right before it goes out, and get_message tells what became of it. WhatsApp delivers free text only within 24 hours of the customer's last message, and a `template` at any time.",
  permission: "messages:write",
  isDestructive: true,
  input: z.strictObject({
    customerId,
    channel: messageChannel,
    text: z.string().trim().min(1).max(1_000).optional(),
    template: filledTemplate.optional().describe("By whatsapp, instead of `text`: an approved template."),
    purpose: messagePurpose.default("transactional").describe("`marketing` unless the customer asked for it."),
    idempotencyKey,
  }),
  run: (ask, { idempotencyKey: key, customerId: id, ...body }) =>
    ask({ path: `/customers/${part(id)}/messages`, body, key }),
});

const getMessage = defineTool({
  name: "get_message",
  title: "See what became of a message",
  description: "`status` and `reason` of a message: `not_sent` with its reason when it was kept back.",
  permission: "messages:read",
  isReadOnly: true,
  input: z.strictObject({ messageId }),
  run: (ask, { messageId: id }) => ask({ path: `/messages/${part(id)}` }),
});

export const customerTools = [findCustomer, listAppointments, listTemplates, sendMessage, getMessage];
