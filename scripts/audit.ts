import { parseArgs } from "node:util";
import { operatorClient } from "./operator-client.ts";

const HELP = `Checks the chain of audit entries: of a tenant, or of the operators without --tenant.

  npm run audit -- verify [--tenant <id or slug>] [--url https://...]

The operator's key comes from FRONTDESK_OPERATOR_KEY, or from the running demo. Exit code 1: the chain is broken.`;

type Report = {
  isIntact: boolean;
  isComplete: boolean;
  checkedTo: number;
  head: { seq: number; hash: string };
  anchors: number;
  findings: { kind: string; seq: number; id: string }[];
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tenant: { type: "string" },
    url: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help || positionals[0] !== "verify") console.log(HELP);
else await verify();

async function verify(): Promise<void> {
  const client = operatorClient(values);
  const tenant = values.tenant === undefined ? {} : { tenant: values.tenant };
  let afterSeq = 0;
  let isIntact = true;
  for (;;) {
    const report = await client.post<Report>("/operations/audit-log/verify", { ...tenant, afterSeq });
    tell(report, afterSeq);
    isIntact &&= report.isIntact;
    if (report.isComplete || report.checkedTo === afterSeq) break;
    afterSeq = report.checkedTo;
  }
  if (!isIntact) process.exitCode = 1;
}

function tell({ isIntact, checkedTo, head, anchors, findings }: Report, afterSeq: number): void {
  const range = checkedTo === 0 ? "no entries" : `entries ${afterSeq + 1} to ${checkedTo}`;
  console.log(
    `${isIntact ? "intact" : "BROKEN"}: ${range}, head ${head.seq} ${head.hash}, ${anchors} heads outside agree`,
  );
  for (const { kind, seq, id } of findings) console.log(`  ${kind} at ${seq}: ${id}`);
}
