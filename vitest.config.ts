import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

/** `npm run prove` asks for more, with a seed to repeat it. */
const { PROVE_SCALE, PROVE_SEED } = process.env;
const provide = { proveScale: Number(PROVE_SCALE ?? 1), proveSeed: PROVE_SEED ? Number(PROVE_SEED) : null };
/** A proof takes as long as it is asked to be. */
const patience = Math.min(provide.proveScale, 40);

/** `TEST_DATE=2027-03-18`, an instant or a date: tests of the Worker live on that day. */
const { TEST_DATE } = process.env;
const shiftMs = TEST_DATE ? Date.parse(TEST_DATE) - Date.now() : 0;

/** The Worker's own runtime, with D1, objects and queues of the tests alone. */
const workerd = () =>
  cloudflareTest(async () => ({
    wrangler: { configPath: "./wrangler.toml" },
    miniflare: {
      bindings: {
        TEST_MIGRATIONS: await readD1Migrations("migrations"),
        TEST_SHIFT_MS: shiftMs,
        // Keys of the tests only.
        DATA_KEY_V1: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        // Nobody listens there: what would go to a vendor stays here.
        TWILIO_URL: "http://127.0.0.2:9",
        TELNYX_URL: "http://127.0.0.3:9",
        WHATSAPP_URL: "http://127.0.0.4:9",
        RESEND_URL: "http://127.0.0.5:9",
        RESEND_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        EMAIL_REPLY_DOMAIN: "in.example.com",
        POSTMARK_WEBHOOK_PASSWORD: "postmark-password-of-the-tests",
        CALCOM_URL: "http://127.0.0.6:9",
        GOOGLE_CLIENT_ID: "client-of-the-tests",
        GOOGLE_CLIENT_SECRET: "secret-of-the-tests",
        GOOGLE_CONSENT_URL: "http://127.0.0.7:9",
        GOOGLE_TOKEN_URL: "http://127.0.0.7:9",
        GOOGLE_API_URL: "http://127.0.0.7:9",
        PASSWORD_PEPPER: "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=",
      },
    },
  }));

/**
 * Files in runtimes apart from the others, which read nothing but what their own tenants wrote. A runtime takes long to
 * start, so these share some too, one file after the other.
 */
const ALONE = [
  // Asks each route of each tenant in turn, and gets slow in a crowd. Begins first, by its length, and so where nobody was.
  "tests/worker/http/every-route.test.ts",
  // Count or change rows of all tenants.
  "tests/worker/operations/keys.test.ts",
  "tests/worker/operations/nightly.test.ts",
  "tests/worker/outbound/endpoints.test.ts",
  // Count what asks D1, whoever it is.
  "tests/worker/voice/hot-path.test.ts",
  "tests/worker/webhooks/shared-writes.test.ts",
];

/**
 * All but the browsers run together: where one waits for its disk, the other computes. Projects come in the order of their
 * names, and in `alone` is the file that takes longest.
 */
const worker = {
  provide,
  isolate: false,
  // Three times what the longest takes on two busy cores: what is slow is not wrong.
  testTimeout: 60_000 * patience,
  setupFiles: ["tests/support/worker/setup.ts", "tests/support/seed.ts"],
  sequence: { groupOrder: 0 },
};

export default defineConfig({
  test: {
    // Expected refusals are logged too; what passed has nothing to say.
    silent: "passed-only",
    // One more than it would take of two cores: the runtimes of the Worker wait for their disks and each other.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "domain",
          include: ["tests/domain/**/*.test.ts"],
          environment: "node",
          // Pure functions: nothing that one file leaves behind could matter to the next.
          isolate: false,
          provide,
          testTimeout: 30_000 * patience,
          setupFiles: ["tests/support/seed.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [workerd()],
        test: { ...worker, name: "alone", include: ALONE },
      },
      {
        plugins: [workerd()],
        test: { ...worker, name: "worker", include: ["tests/worker/**/*.test.ts"], exclude: ALONE },
      },
      {
        // Whole programs on two cores: one at a time, and after everything else.
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          globalSetup: "tests/support/node/shared-demo.ts",
          testTimeout: 60_000,
          // A browser on a busy machine: what fails twice is a fault.
          retry: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
