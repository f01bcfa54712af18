import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "scripts/*.ts",
    "src/dashboard/pwa/service-worker.js",
    "src/dashboard/sign-in.ts",
    "tests/sandbox/main.ts",
    "tests/sandbox/page/sandbox.js",
    "tests/**/*.test.ts",
  ],
  project: ["src/**", "durable-objects/**", "scripts/**", "tests/**", "*.config.ts"],
  // Chosen for parts that are being built: billing (stripe), OIDC and service tokens (jose).
  // axe-core is read as a file and run inside the page.
  ignoreDependencies: ["stripe", "jose", "axe-core"],
  // Served by the sandbox as it is.
  ignore: ["tests/sandbox/page/sandbox.css"],
  ignoreExportsUsedInFile: true,
};

export default config;
