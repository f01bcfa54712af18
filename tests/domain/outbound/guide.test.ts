import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newWebhookSecret, webhookHeaders } from "../../../src/providers/outbound/sign.ts";

const ROOT = join(import.meta.dirname, "../../..");
const secret = newWebhookSecret();
const body = JSON.stringify({ type: "appointment.booked", data: { appointmentId: "apt_1" } });

let folder = "";
let receive: (request: Request) => Promise<Response>;

/** The code of the guide, as a reader would copy it. */
beforeAll(async () => {
  const guide = await readFile(join(ROOT, "docs/guides/webhooks.md"), "utf8");
  const [, code = ""] = /<!-- the test of this guide runs this code -->\n\n```ts\n(.*?)```/s.exec(guide) ?? [];
  folder = await mkdtemp(join(tmpdir(), "frontdesk-guide-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  await writeFile(join(folder, "receive.ts"), code);
  process.env["FRONTDESK_WEBHOOK_SECRET"] = secret;
  ({ receive } = (await import(join(folder, "receive.ts"))) as { receive: typeof receive });
});
afterAll(() => rm(folder, { recursive: true }));

async function send(at: number, sent = body, secrets = [secret]): Promise<number> {
  const headers = await webhookHeaders({ id: "whm_1", body, at }, secrets);
  return (await receive(new Request("https://shop.example.org/hook", { method: "POST", headers, body: sent }))).status;
}

describe("the receiver of the guide", () => {
  it("takes what we sign, again and again, also while a secret is changed", async () => {
    expect(await send(Date.now())).toBe(204);
    expect(await send(Date.now())).toBe(204);
    expect(await send(Date.now(), body, [newWebhookSecret(), secret])).toBe(204);
  });

  it("abuse case 44: refuses what is old, from the future, altered, written anew or signed by another", async () => {
    expect(await send(Date.now() - 301_000)).toBe(401);
    expect(await send(Date.now() + 302_000)).toBe(401);
    expect(await send(Date.now(), body.replace("apt_1", "apt_2"))).toBe(401);
    expect(await send(Date.now(), JSON.stringify(JSON.parse(body), null, 2))).toBe(401);
    expect(await send(Date.now(), body, [newWebhookSecret()])).toBe(401);
  });
});
