import * as z from "zod";
import { agentVersionId, branchId, callId, connectionId } from "../domain/ids.ts";
import { instant } from "./booking.ts";
import { voiceProvider } from "./calls.ts";

/** Why one may call: kept in the audit log, for the business must be able to show it. */
export const callBasis = z
  .enum(["asked_to_be_called", "gave_consent", "existing_customer"])
  .describe("Why the person may be called.");

export const placedCallView = z
  .object({ callId, branchId, connectionId, providerCallId: z.string(), placedAt: instant })
  .meta({ id: "PlacedCall" });

export const importedCallsView = z
  .object({
    /** Calls that the vendor listed and that are stored now; those that were known stay one. */
    received: z.int(),
    /** Of all that the vendor listed: calls that we did not know. */
    unknown: z.int(),
    /** Calls that could not be read. */
    refused: z.int(),
    /** There are more: ask again with an earlier `to`. */
    isCut: z.boolean(),
  })
  .meta({ id: "ImportedCalls" });

/** Null: the branch has no published agent. */
export const testCallAgentView = z
  .object({
    agent: z.object({ versionId: agentVersionId, version: z.int(), connectionId, provider: voiceProvider }).nullable(),
  })
  .meta({ id: "TestCallAgent" });

export const testCallView = z
  .object({
    callId,
    provider: voiceProvider,
    providerCallId: z.string(),
    accessToken: z.string().nullable().describe("Retell's web client joins the call by it, within minutes."),
    url: z.string().nullable().describe("Where a browser joins the call, where the provider has such a page."),
  })
  .meta({ id: "TestCall" });
