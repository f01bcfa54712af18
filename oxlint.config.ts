import { defineConfig, type OxlintConfig } from "oxlint";

/**
 * What each layer may import of ours; anything else fails. Imports point down only, but for `http` and `webhooks`: the
 * one mounts the other, which uses its request helpers. Of the durable objects, others know the stubs alone.
 */
const layers: Record<string, { files: string[]; mayImport: string[] }> = {
  domain: { files: ["src/domain/**"], mayImport: ["contracts"] },
  contracts: { files: ["src/contracts/**"], mayImport: ["domain"] },
  database: { files: ["src/db/**"], mayImport: ["domain", "contracts", "env", "log"] },
  providers: { files: ["src/providers/**"], mayImport: ["domain", "contracts", "env", "log"] },
  objects: { files: ["durable-objects/**"], mayImport: ["domain", "contracts", "env", "log", "db"] },
  "use cases": {
    files: ["src/use-cases/**"],
    mayImport: ["domain", "contracts", "env", "log", "db", "providers", "stubs"],
  },
  edges: {
    files: ["src/queues/**", "src/cron/**"],
    mayImport: ["domain", "contracts", "env", "log", "db", "use-cases", "stubs"],
  },
  pages: { files: ["src/pages/**"], mayImport: ["domain", "contracts", "env", "log", "use-cases"] },
  webhooks: {
    files: ["src/webhooks/**"],
    mayImport: ["domain", "contracts", "env", "log", "db", "providers", "use-cases", "stubs", "http"],
  },
  http: {
    files: ["src/http/**"],
    mayImport: ["domain", "contracts", "env", "log", "db", "use-cases", "stubs", "pages", "webhooks"],
  },
  dashboard: { files: ["src/dashboard/**"], mayImport: ["domain", "contracts"] },
};

const folders = [
  "domain",
  "contracts",
  "env",
  "log",
  "db",
  "providers",
  "use-cases",
  "durable-objects",
  "cron",
  "queues",
  "pages",
  "webhooks",
  "http",
  "dashboard",
  "sandbox",
  "tests",
  "scripts",
];

/** The import paths that a layer must not use. A layer's own folder is reached without its name. */
function forbiddenPaths(mayImport: string[]): string[] {
  const forbidden = folders.filter((folder) => !mayImport.includes(folder));
  const paths = forbidden.flatMap((folder) => [`../**/${folder}/**`, `../**/${folder}.ts`]);
  return mayImport.includes("stubs") ? [...paths, "!../**/durable-objects/stubs.ts"] : paths;
}

function restrictImports(group: string[], layer: string): NonNullable<OxlintConfig["rules"]> {
  const message = `imports point down only: this is above or beside ${layer}`;
  return { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] };
}

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "react", "jsx-a11y", "vitest", "promise"],
  categories: { correctness: "error", suspicious: "error" },
  ignorePatterns: ["dist", "migrations", "worker-configuration.d.ts", ".wrangler", "src/contracts/generated"],
  rules: {
    "import/no-cycle": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    // A cast states its reason beside it; the compiler checks the rest.
    "typescript/no-unsafe-type-assertion": "off",
    // A middleware answers or passes on.
    "typescript/consistent-return": "off",
    "oxc/no-async-endpoint-handlers": "off",
    // Hono, queues and test doubles pass methods about that never use `this`.
    "typescript/unbound-method": "off",
    // Vendors' payloads are typed loosely on purpose; turning them into text is what the sandbox does.
    "typescript/no-base-to-string": "off",
    "typescript/no-unnecessary-type-parameters": "off",
    "typescript/no-unnecessary-type-assertion": "off",
    // Sorting a list that was just made is not a surprise to anybody.
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/consistent-function-scoping": "off",
    "no-shadow": "off",
    "no-underscore-dangle": "off",
    "promise/always-return": "off",
    "import/no-unassigned-import": "off",
    "import/no-named-as-default-member": "off",
    "import/namespace": "off",
    "react/react-in-jsx-scope": "off",
    "jsx-a11y/prefer-tag-over-role": "off",
    // Regions that scroll must be reachable by keyboard.
    "jsx-a11y/no-noninteractive-tabindex": "off",
    // The second argument tells what to do when it fails.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "fc.assert"] }],
    "vitest/require-to-throw-message": "off",
    "vitest/no-conditional-expect": "off",
    "vitest/no-standalone-expect": "off",
    "vitest/require-mock-type-parameters": "off",
  },
  overrides: [
    ...Object.entries(layers).map(([layer, { files, mayImport }]) => ({
      files,
      rules: restrictImports(forbiddenPaths(mayImport), layer),
    })),
    {
      // Hono's JSX needs no keys, and a page with one form puts the cursor where it begins.
      files: ["src/pages/account/**", "src/pages/login.tsx"],
      rules: { "react/jsx-key": "off", "jsx-a11y/no-autofocus": "off" },
    },
    {
      // Hono's JSX takes styles as text and needs no keys; e-mail is laid out with tables.
      files: ["src/use-cases/messaging/templates/**"],
      rules: {
        "react/style-prop-object": "off",
        "react/jsx-key": "off",
        "jsx-a11y/control-has-associated-label": "off",
      },
    },
    { files: ["src/env.ts", "src/log.ts"], rules: restrictImports(["./*/**", "../**"], "every layer") },
  ],
});
