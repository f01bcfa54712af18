import { env } from "cloudflare:workers";
import { accountView, consentView, targetView } from "../../../src/contracts/calendar-sync.ts";
import { configOf } from "../../../src/env.ts";
import { createGoogle } from "../../sandbox/vendors/google/google.ts";
import { aClient, type Client } from "./client.ts";
import { aSession } from "./credentials.ts";
import { playNetwork } from "./network.ts";

export type Spoil = (request: Request) => Response | null;

/** What Google told somebody who watches; tests deliver it themselves, as often as they like. */
export type Notification = { path: string; headers: Record<string, string> };

/** Google at the address that the tests have for it. `before` answers in its place, `after` when it has done its work. */
export function playGoogle() {
  const told: Notification[] = [];
  const google = createGoogle({
    now: () => Date.now(),
    sleep: async () => {},
    fetch: async (address, init) => {
      told.push({ path: new URL(String(address)).pathname, headers: Object.fromEntries(new Headers(init?.headers)) });
      return new Response(null, { status: 204 });
    },
    demo: () => Promise.reject(new Error("there is no demo here")),
  });
  const spoil: { before: Spoil; after: Spoil } = { before: () => null, after: () => null };
  const asked: string[] = [];
  const { host } = new URL(configOf(env).GOOGLE_API_URL);
  playNetwork(
    async (input, init) => {
      const request = new Request(input, init);
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      const early = spoil.before(request);
      if (early) return early;
      const answer = await google.app.fetch(request.clone());
      return spoil.after(request) ?? answer;
    },
    (url) => url.host === host,
  );
  return { google, spoil, asked, told };
}

export async function anOwner(): Promise<Client> {
  const { tenant } = await aClient();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}

/** Goes to Google's page and comes back, as a browser does. */
export async function allowGoogle({ send }: Client, google: ReturnType<typeof createGoogle>, body: object = {}) {
  const asked = await send("/calendar-accounts/google/consent", { body });
  const { url } = consentView.parse(await asked.json());
  const page = await google.app.request(new URL(url).pathname + new URL(url).search);
  const back = new URL(page.headers.get("location") ?? "").searchParams;
  return { state: back.get("state") ?? "", code: back.get("code") ?? "", url };
}

export async function aGoogleAccount(client: Client, google: ReturnType<typeof createGoogle>) {
  const { state, code } = await allowGoogle(client, google);
  const done = await client.send("/calendar-accounts/google/complete", { body: { state, code } });
  if (done.status !== 201) throw new Error(await done.text());
  return accountView.parse(await done.json());
}

export async function aTarget({ tenant, send }: Client, accountId: string, more: object = {}) {
  const own = { branchId: tenant.branchId, calendarId: tenant.anna, vendorCalendar: "team", externalName: "Team" };
  const made = await send(`/calendar-accounts/${accountId}/targets`, { body: { ...own, ...more } });
  if (made.status !== 201) throw new Error(await made.text());
  return targetView.parse(await made.json());
}
