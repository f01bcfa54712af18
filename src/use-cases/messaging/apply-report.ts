import type { SenderRow } from "../../db/queries/message-senders.ts";
import { findMessage, findMessageByVendorId, settleMessage } from "../../db/queries/messages.ts";
import { consentStatements } from "../../db/queries/opt-outs.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { type MessageId, messageId } from "../../domain/ids.ts";
import { afterReport } from "../../domain/messaging/message-status.ts";
import type { EpochMs } from "../../domain/time.ts";
import { log } from "../../log.ts";
import type { StatusReport } from "../../providers/messaging/port.ts";
import { newId } from "../new-id.ts";

const MAX_ROUNDS = 5;

/** What became of a message, in any order and any number: what tells most wins. */
export async function applyReport(db: TenantDb, report: StatusReport, now: EpochMs): Promise<void> {
  const { vendorId, segments, costMicros, currency } = report;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const row = await findReported(db, report);
    if (!row) return log("warn", "report_of_unknown_message", { vendorId });
    const after = afterReport(row, report);
    const priced = costMicros === null ? {} : { costMicros, currency };
    const told = { ...priced, ...(segments === null ? {} : { segments }), vendorId };
    const next = after ? { status: after.status, reason: after.reason } : { status: row.status, reason: row.reason };
    if (await settleMessage(db, row, { ...told, ...next }, row.settledAt ?? now)) {
      return report.optedOut ? withdraw(db, row, now) : undefined;
    }
  }
  throw new Error("a message changed too often to apply a report");
}

/** Ours first: the vendor's answer with its id may not be written down yet, or never have come. */
async function findReported(db: TenantDb, { messageId: ours, vendorId }: StatusReport) {
  const parsed = messageId.safeParse(ours);
  const row = parsed.success ? await findMessage(db, parsed.data) : null;
  if (row && (row.vendorId === null || row.vendorId === vendorId)) return row;
  return findMessageByVendorId(db, vendorId);
}

async function withdraw(
  db: TenantDb,
  { channel, addressIndex, id }: { channel: SenderRow["channel"]; addressIndex: string; id: MessageId },
  at: EpochMs,
): Promise<void> {
  const facts = { id: newId("cns"), channel, addressIndex, messageId: id, at };
  await db.orm.batch(consentStatements(db, { ...facts, action: "withdrawn", source: "vendor" }));
}
