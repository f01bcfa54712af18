import { type Context, Hono } from "hono";
import type { Bench, Vendor } from "../../vendor.ts";
import { type Account, Accounts } from "./account.ts";
import { addAccount, addWebhooks } from "./account-routes.ts";
import { refuse } from "./answers.ts";
import { addBookings } from "./booking-routes.ts";
import { addHostPage } from "./host-page.ts";
import { limited, limitHeaders } from "./limits.ts";
import { addSlots } from "./slot-routes.ts";

/** Plays api.cal.com, version 2, as far as bookings, slots, event types and webhooks go. */
export function createCalcom(bench: Bench): Vendor {
  const accounts = new Accounts();
  const app = new Hono();
  const current = new WeakMap<Request, Account>();
  app.use("/v2/*", async (c, next) => {
    const account = accounts.of(c.req.header("authorization"));
    if (!account) return refuse(401, "ApiKeyAuthStrategy - Your API key is not valid");
    const stopped = limited(account, bench.now());
    if (stopped) return stopped;
    current.set(c.req.raw, account);
    await next();
    for (const [name, value] of Object.entries(limitHeaders(account, bench.now()))) c.header(name, value);
  });
  const accountOf = (c: Context) => {
    const account = current.get(c.req.raw);
    if (!account) throw new Error("no account: the path is not behind the key");
    return account;
  };
  for (const add of [addBookings, addSlots, addAccount, addWebhooks]) add(app, { bench, accountOf });
  addHostPage(app, bench, accounts);
  return { name: "calcom", title: "Cal.com", app, refuse, reset: () => accounts.clear() };
}
