import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importAppointments } from "../../scripts/demo-import.ts";
import { withLocalD1 } from "../../scripts/local-d1.ts";
import type { DemoAppointment } from "../../scripts/seed/appointments.ts";
import { seedD1 } from "../../scripts/seed/seed-d1.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { bundleWorker } from "../support/node/bundle.ts";
import { type Business, buildBusiness, TEST_SECRETS } from "../support/node/business.ts";
import { freePort, type Served, serve } from "../support/node/serve.ts";
import { usualDays } from "./usual-days.ts";

/** Asked but never booked into; the other two fill up during the bench, each on one path. */
const FILLED = ["Ask", "Phone", "Web"];
/** Booked into in turn, where bookings of many branches are measured. */
const MANY = Array.from({ length: 50 }, (_, index) => `Branch ${index + 1}`);
const BRANCHES = [...FILLED, ...MANY];
const PRODUCT_WORKER = fileURLToPath(new URL("product-worker.js", import.meta.url));
const BARE_WORKER = fileURLToPath(new URL("bare-worker.ts", import.meta.url));
const SIZE = { staff: 5, horizonDays: 730 };

/** The product with a seeded business, and the bare Worker, served the same way. */
export type Contestants = { product: Served; bare: Served; business: Business; stop(): Promise<void> };

/** `entry` takes the place of the product's own entry point. */
type ProductOptions = {
  entry?: string;
  inspectorPort?: number;
  /** What the first branches have on their calendars: usual days when left out. */
  appointmentsOf?: (rules: Rulebook, index: number) => DemoAppointment[];
};
/** The product on its own. */
export type Arena = {
  served: Served;
  business: Business;
  /** Stops it and starts it again with what it has stored. */
  restart(): Promise<void>;
};

/** Without a number to send from: what a vendor takes for a message is not what a booking takes. */
async function newBusiness(names: readonly string[]): Promise<Business> {
  const business = await buildBusiness(names, SIZE, Date.now());
  business.demo.rows.messageSenders = [];
  return business;
}

export async function startContestants(options: ProductOptions = {}): Promise<Contestants> {
  const directory = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
  const served: Served[] = [];
  const stop = async () => {
    await Promise.all(served.map((one) => one.stop()));
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const business = await newBusiness(BRANCHES);
    const product = await startProduct(join(directory, "product"), business, options);
    served.push(product);
    const bare = await startBare(join(directory, "bare"));
    served.push(bare);
    return { product, bare, business, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the product with branches of these names and usual days, and stops it when the work is done. */
export async function withProduct<T>(
  names: readonly string[],
  options: ProductOptions,
  work: (arena: Arena) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
  const business = await newBusiness(names);
  try {
    const arena: Arena = {
      business,
      served: await startProduct(directory, business, options),
      restart: async () => {
        await arena.served.stop();
        arena.served = await serveProduct(directory, options);
      },
    };
    try {
      return await work(arena);
    } finally {
      await arena.served.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Starts the bare Worker on its own, and stops it when the work is done. */
export async function withBare<T>(work: (served: Served) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
  try {
    const served = await startBare(directory);
    try {
      return await work(served);
    } finally {
      await served.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function startProduct(directory: string, business: Business, options: ProductOptions): Promise<Served> {
  await withLocalD1(join(directory, "state"), (database) => seedD1(database, business.demo));
  const served = await serveProduct(directory, options);
  await fillCalendars(served.port, business, options.appointmentsOf ?? ((rules) => usualDays(rules, Date.now())));
  return served;
}

async function serveProduct(
  directory: string,
  { entry = PRODUCT_WORKER, inspectorPort }: ProductOptions,
): Promise<Served> {
  const port = await freePort();
  const script = await bundleWorker("wrangler.toml", directory, entry);
  const bindings = { ...TEST_SECRETS, PUBLIC_URL: `http://localhost:${port}` };
  const inspector = inspectorPort ? { inspectorPort } : {};
  const stateDir = join(directory, "state");
  const d1Port = await freePort();
  return serve({ configPath: "wrangler.toml", script, stateDir, port, d1Port, bindings, ...inspector }, "/health");
}

async function startBare(directory: string): Promise<Served> {
  const port = await freePort();
  const configPath = join("tests", "bench", "bare.wrangler.toml");
  const script = await bundleWorker(configPath, directory, BARE_WORKER);
  return serve({ configPath, script, stateDir: join(directory, "state"), port, bindings: {} }, "/constant");
}

/** The first branches get the same, so that an answer is neither empty nor full. */
async function fillCalendars(
  port: number,
  { demo, branches }: Business,
  appointmentsOf: NonNullable<ProductOptions["appointmentsOf"]>,
): Promise<void> {
  const filled = branches.slice(0, FILLED.length);
  const appointments = filled.map((rules, index) => ({
    branchId: rules.branchId,
    appointments: appointmentsOf(rules, index),
  }));
  await importAppointments(`http://127.0.0.1:${port}`, demo.keys.tenantApiKey, { ...demo, appointments });
}
