import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Expected refusals are logged too; what passed has nothing to say.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "domain",
          include: ["tests/domain/**/*.test.ts"],
          environment: "node",
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
                // Keys of the tests only.
                DATA_KEY_V1: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                PASSWORD_PEPPER: "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=",
              },
            },
          })),
        ],
        test: {
          name: "worker",
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          include: ["tests/worker/**/*.test.ts"],
          setupFiles: ["tests/support/worker/setup.ts"],
        },
      },
      {
        // Whole programs on two cores: one at a time, and after everything else.
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
