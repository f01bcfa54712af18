import * as z from "zod";
import { conversationId, customerId, userId } from "../domain/ids.ts";
import { conversationStatus } from "../domain/messaging/conversation.ts";
import { messageChannel } from "../domain/messaging/message.ts";
import { instant } from "./booking.ts";

export const conversationView = z
  .object({
    id: conversationId,
    /** Null: nobody that is known by number or address. */
    customer: z.object({ id: customerId, name: z.string() }).nullable(),
    /** What was last written from. Null once its time is over, or when they have not written. */
    address: z.string().nullable(),
    status: conversationStatus,
    isUnread: z.boolean(),
    /** Somebody has taken over: nothing automatic answers or follows up. */
    isPaused: z.boolean(),
    ownerId: userId.nullable(),
    channel: messageChannel,
    /** The beginning of the last message. */
    preview: z.string().nullable(),
    lastDirection: z.enum(["outbound", "inbound"]),
    lastAt: instant,
  })
  .meta({ id: "Conversation" });
export type ConversationView = z.infer<typeof conversationView>;

const wayView = z.object({
  channel: messageChannel,
  /** Why nothing can be written by this channel now. Null: it can. */
  obstacle: z.enum(["no_address", "not_configured", "opted_out", "outside_window"]).nullable(),
  /** Of WhatsApp: until when free text is delivered. */
  openUntil: instant.nullable(),
});

export const conversationDetail = conversationView
  .extend({ ways: z.array(wayView) })
  .meta({ id: "ConversationDetail" });
export type ConversationDetail = z.infer<typeof conversationDetail>;
export type ConversationWay = z.infer<typeof wayView>;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const conversationFilter = {
  status: conversationStatus.optional(),
  isUnread: flag.optional(),
  isPaused: flag.optional(),
};

export const conversationPatch = z.strictObject({
  status: conversationStatus.optional(),
  isUnread: z.boolean().optional(),
  isPaused: z.boolean().optional().describe("Take over, or let automation go on."),
  ownerId: userId.nullable().optional(),
});
export type ConversationPatch = z.infer<typeof conversationPatch>;

/** Who an unknown sender is: a new customer by name, or one that there is. */
export const conversationCustomerBody = z
  .strictObject({ customerId: customerId.optional(), name: z.string().trim().min(1).max(120).optional() })
  .refine(({ customerId: id, name }) => (id === undefined) !== (name === undefined), {
    path: ["customerId"],
    message: "needs either a customer or the name of a new one",
  });
export type ConversationCustomerInput = z.infer<typeof conversationCustomerBody>;

export const unreadView = z.object({
  /** Up to 100. */
  count: z.int(),
});
