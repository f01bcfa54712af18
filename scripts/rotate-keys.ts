import { parseArgs } from "node:util";
import { operatorClient } from "./operator-client.ts";

const HELP = `Wraps every tenant's data key by the newest master key. See docs/runbooks/rotate-keys.md.

  npm run rotate-keys [-- --url https://... --after <tenant id>]

The operator's key comes from FRONTDESK_OPERATOR_KEY, or from the running demo. Can be stopped and repeated.`;

type Rotation = { version: number; rewrapped: number; current: number; erased: number; next: string | null };

const { values } = parseArgs({
  options: { url: { type: "string" }, after: { type: "string" }, help: { type: "boolean", default: false } },
});

if (values.help) console.log(HELP);
else await rotate(values.after ?? null);

async function rotate(start: string | null): Promise<void> {
  const client = operatorClient(values);
  let after = start;
  do {
    const body = after === null ? {} : { after };
    const { version, next, ...counts } = await client.post<Rotation>("/operations/keys/rotate", body);
    const { rewrapped, current, erased } = counts;
    console.log(
      `version ${version}: ${rewrapped} rewrapped, ${current} current, ${erased} erased; next: ${next ?? "-"}`,
    );
    after = next;
  } while (after !== null);
}
