import * as z from "zod";

// What we read of Vapi's server messages. Whatever is optional may also be null or of another shape one day: that must
// not cost us the message.

const text = (max: number) => z.string().max(max);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const side = maybe(z.object({ number: maybe(text(100)) }));
const overrides = z.object({ variableValues: z.unknown(), metadata: z.unknown() }).partial();

const call = z.object({
  id: text(200).min(1),
  type: maybe(text(40)),
  assistantId: maybe(text(200)),
  assistant: maybe(overrides),
  assistantOverrides: maybe(overrides),
  phoneNumber: side,
  customer: side,
  startedAt: maybe(text(40)),
  endedAt: maybe(text(40)),
  endedReason: maybe(text(200)),
});

/** One line of a call's story. Kinds that we do not show (system, handoffs) are left out. */
const line = z.union([
  z.object({
    role: z.enum(["bot", "user"]),
    message: z.string(),
    /** `time` and `endTime` in epoch ms. */
    time: maybe(z.number()),
    endTime: maybe(z.number()),
    secondsFromStart: maybe(z.number()),
  }),
  z.object({
    role: z.literal("tool_calls"),
    toolCalls: z.array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.unknown() }) })),
  }),
  z.object({ role: z.literal("tool_call_result"), toolCallId: z.string(), result: z.string() }),
  z.unknown().transform(() => null),
]);
export type VapiLine = z.infer<typeof line>;

const artifact = z.object({
  messages: maybe(z.array(line)),
  variableValues: z.unknown().optional(),
  presignedMonoUrl: maybe(text(2_000)),
  presignedStereoUrl: maybe(text(2_000)),
  recordingUrl: maybe(text(2_000)),
});

const analysis = z.object({
  summary: maybe(z.string()),
  successEvaluation: maybe(z.string()),
  structuredData: maybe(z.object({ sentiment: maybe(z.string()) })),
});

/** Documented in three ways: with `function`, with `arguments`, and with `parameters`; as an object or as JSON text. */
const spec = maybe(z.object({ name: maybe(text(64)), arguments: z.unknown(), parameters: z.unknown() }).partial());
const toolCall = z.object({
  id: text(200).min(1),
  name: maybe(text(64)),
  arguments: z.unknown().optional(),
  parameters: z.unknown().optional(),
  function: spec,
});
export type VapiToolCall = z.infer<typeof toolCall>;

export const serverMessage = z.object({
  message: z.object({
    type: text(80),
    timestamp: maybe(z.number()),
    call: call.nullish(),
    phoneNumber: side,
    customer: side,
    assistant: maybe(z.object({ id: maybe(text(200)), metadata: z.unknown() }).partial()),
    artifact: maybe(artifact),
    status: maybe(text(40)),
    transcriptType: maybe(text(20)),
    endedReason: maybe(text(200)),
    startedAt: maybe(text(40)),
    endedAt: maybe(text(40)),
    cost: maybe(z.number()),
    analysis: maybe(analysis),
    // Of a conversation-update, beside the artifact.
    messages: maybe(z.array(line)),
    toolCallList: z.array(toolCall).nullish(),
    toolWithToolCallList: z.array(z.object({ name: maybe(text(64)), function: spec, toolCall })).nullish(),
  }),
});
export type VapiMessage = z.infer<typeof serverMessage>["message"];
