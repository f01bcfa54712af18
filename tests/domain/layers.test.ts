import { execFile } from "node:child_process";
import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

type Import = [from: string, to: string, as: "import" | "import type" | "export" | "await import"];

/** Up, or sideways: each must fail. */
const forbidden: Import[] = [
  ["src/domain/booking/x.ts", "src/db/tenant-db.ts", "import"],
  ["src/domain/x.ts", "src/env.ts", "import"],
  ["src/domain/x.ts", "src/log.ts", "import"],
  ["src/domain/x.ts", "durable-objects/stubs.ts", "import"],
  ["src/domain/x.ts", "tests/support/node/x.ts", "import"],
  ["src/domain/x.ts", "src/db/tenant-db.ts", "import type"],
  ["src/domain/x.ts", "src/db/tenant-db.ts", "export"],
  ["src/domain/x.ts", "src/db/tenant-db.ts", "await import"],
  ["src/contracts/x.ts", "src/use-cases/booking/x.ts", "import"],
  ["src/contracts/x.ts", "src/dashboard/app/x.tsx", "import"],
  ["src/db/queries/x.ts", "src/use-cases/new-id.ts", "import"],
  ["src/db/queries/x.ts", "durable-objects/stubs.ts", "import"],
  ["src/db/queries/x.ts", "src/providers/voice/port.ts", "import"],
  ["src/providers/voice/x.ts", "src/db/tenant-db.ts", "import"],
  ["src/providers/voice/x.ts", "src/use-cases/voice/x.ts", "import"],
  ["durable-objects/branch-calendar/x.ts", "src/http/app.ts", "import"],
  ["durable-objects/branch-calendar/x.ts", "src/use-cases/new-id.ts", "import"],
  ["durable-objects/x.ts", "src/providers/voice/port.ts", "import"],
  ["durable-objects/x.ts", "scripts/start.ts", "import"],
  ["src/use-cases/booking/x.ts", "src/webhooks/retell/routes.ts", "import"],
  ["src/use-cases/booking/x.ts", "src/http/problem.ts", "import"],
  ["src/use-cases/booking/x.ts", "src/queues/consume.ts", "import"],
  ["src/use-cases/booking/x.ts", "durable-objects/branch-calendar/ledger.ts", "import"],
  ["src/queues/x.ts", "src/http/app.ts", "import"],
  ["src/queues/x.ts", "src/cron/crons.ts", "import"],
  ["src/cron/x.ts", "src/webhooks/retell/routes.ts", "import"],
  ["src/cron/x.ts", "src/providers/voice/port.ts", "import"],
  ["src/pages/x.ts", "src/http/app.ts", "import"],
  ["src/pages/x.ts", "src/db/tenant-db.ts", "import"],
  ["src/webhooks/retell/x.ts", "src/dashboard/app/x.tsx", "import"],
  ["src/webhooks/retell/x.ts", "src/pages/login.tsx", "import"],
  ["src/webhooks/retell/x.ts", "durable-objects/branch-calendar/ledger.ts", "import"],
  ["src/http/routes/x.ts", "src/dashboard/app/x.tsx", "import"],
  ["src/http/routes/x.ts", "src/queues/consume.ts", "import"],
  ["src/http/routes/x.ts", "src/providers/voice/retell.ts", "import"],
  ["src/http/routes/x.ts", "tests/sandbox/server.ts", "import"],
  ["src/dashboard/app/x.tsx", "src/http/app.ts", "import"],
  ["src/dashboard/app/x.tsx", "src/env.ts", "import"],
  ["src/dashboard/app/x.tsx", "src/use-cases/new-id.ts", "import"],
  ["src/env.ts", "src/db/tenant-db.ts", "import"],
  ["src/log.ts", "src/domain/time.ts", "import"],
];

const permitted: Import[] = [
  ["src/domain/booking/x.ts", "src/domain/time.ts", "import"],
  ["src/domain/voice/x.ts", "src/contracts/calls.ts", "import"],
  ["src/contracts/x.ts", "src/domain/ids.ts", "import"],
  ["src/db/queries/x.ts", "src/db/schema/index.ts", "import"],
  ["src/db/x.ts", "src/log.ts", "import"],
  ["src/providers/voice/x.ts", "src/contracts/voice.ts", "import"],
  ["durable-objects/branch-calendar/x.ts", "src/db/queries/read-model.ts", "import"],
  ["durable-objects/branch-calendar/x.ts", "durable-objects/migrate.ts", "import"],
  ["src/use-cases/booking/x.ts", "durable-objects/stubs.ts", "import"],
  ["src/use-cases/voice/functions/x.ts", "src/providers/voice/port.ts", "import"],
  ["src/queues/x.ts", "src/use-cases/booking/x.ts", "import"],
  ["src/cron/x.ts", "src/db/queries/platform.ts", "import"],
  ["src/pages/x.tsx", "src/domain/language.ts", "import"],
  ["src/webhooks/retell/x.ts", "src/http/body.ts", "import"],
  ["src/http/x.ts", "src/webhooks/retell/routes.ts", "import"],
  ["src/http/routes/x.ts", "src/pages/login.tsx", "import"],
  ["src/http/routes/x.ts", "durable-objects/stubs.ts", "import"],
  ["src/dashboard/app/x.tsx", "src/contracts/booking.ts", "import type"],
  ["src/env.ts", "src/log.ts", "import"],
  ["src/index.ts", "src/http/app.ts", "import"],
];

describe("the linter", () => {
  let complaints = new Map<string, string>();

  beforeAll(async () => {
    const tree = await mkdtemp(join(tmpdir(), "frontdesk-layers-"));
    await copyFile(join(ROOT, "oxlint.config.ts"), join(tree, "oxlint.config.ts"));
    await symlink(join(ROOT, "node_modules"), join(tree, "node_modules"), "junction");
    for (const each of [...forbidden, ...permitted]) await writeFixture(tree, each);
    complaints = await lint(tree);
    await rm(tree, { recursive: true });
  }, 60_000);

  it.each(forbidden)("refuses that %s takes %s by %s", (...each) => {
    const { file, specifier } = fixtureOf(each);
    expect(complaints.get(`${file} ${specifier}`)).toMatch(/^imports point down only: this is above or beside \w/);
  });

  it.each(permitted)("lets %s take %s by %s", (...each) => {
    const { file, specifier } = fixtureOf(each);
    expect(complaints.get(`${file} ${specifier}`)).toBeUndefined();
  });
});

describe("the sources", () => {
  it.each([
    {
      rule: "take zod as a namespace, so that what is unused falls out of the bundle",
      where: ["src", "durable-objects", "scripts", "tests"],
      wrong: /^import (?:type )?(?:\{[^}]*\}|z) from "zod(?:\/[^"]*)?"/m,
      caught: ["import { z } from", '"zod";'],
    },
    {
      rule: "of the product import neither tests nor scripts",
      where: ["src", "durable-objects"],
      wrong: /(?:from|import)\s*\(?\s*"(?:\.\.?\/)+(?:tests|scripts)\//,
      caught: ['} from "../../tests/support/x.ts";'],
    },
    {
      rule: "of the dashboard take types alone from contracts and domain",
      where: ["src/dashboard"],
      wrong: /^(?:import|export)\s+(?!type\b)[^;]*from\s+"(?:\.\.\/)+(?:contracts|domain)\//m,
      caught: ["import {\n  addDays,\n} from", '"../../domain/time.ts";'],
    },
    {
      rule: "of the domain wait for nothing and read no clock, no dice and no network",
      where: ["src/domain"],
      wrong: /\bawait\b|\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|\bfetch\(|"cloudflare:/,
      caught: ["const at = Date.now();"],
    },
  ])("$rule", async ({ where, wrong, caught }) => {
    const files = (await Promise.all(where.map(sourcesIn))).flat();
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, "utf8") })));
    expect(files.length).toBeGreaterThan(10);
    expect(texts.filter(({ text }) => wrong.test(text)).map(({ file }) => file)).toEqual([]);
    expect(caught.join(" ")).toMatch(wrong); // the rule itself is awake
  });
});

/** A file for each import, so that no other is in its way. */
function fixtureOf([from, to, as]: Import) {
  const path = relative(dirname(from), to).split(sep).join("/");
  const specifier = path.startsWith(".") ? path : `./${path}`;
  const name = `${to}${as}`.replaceAll(/\W/g, "");
  const text = {
    import: `import { ${name} } from "${specifier}";\nconsole.log(${name});\n`,
    "import type": `import type { Thing } from "${specifier}";\nexport type Copy = Thing;\n`,
    export: `export { thing } from "${specifier}";\n`,
    "await import": `console.log(await import("${specifier}"));\n`,
  }[as];
  return { file: from.replace(/\bx\.ts/, `${name}.ts`), specifier, text };
}

async function writeFixture(tree: string, each: Import): Promise<void> {
  const { file, text } = fixtureOf(each);
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await appendFile(join(tree, file), text);
}

/** What the layer rule says about each file and import of a tree. */
async function lint(tree: string): Promise<Map<string, string>> {
  const bin = join(ROOT, "node_modules/oxlint/bin/oxlint");
  const args = [bin, "-c", "oxlint.config.ts", "--format", "json", "src", "durable-objects"];
  const printed = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: tree }, (_, stdout) => resolve(stdout)); // it exits with 1 on errors
  });
  const { diagnostics } = JSON.parse(printed) as {
    diagnostics: Record<"code" | "message" | "help" | "filename", string>[];
  };
  return new Map(
    diagnostics
      .filter(({ code }) => code === "eslint(no-restricted-imports)")
      .map(({ filename, message, help }) => [`${filename.split(sep).join("/")} ${message.split("'")[1]}`, help]),
  );
}

async function sourcesIn(folder: string): Promise<string[]> {
  const files = await readdir(join(ROOT, folder), { recursive: true });
  return files.filter((file) => /\.tsx?$/.test(file)).map((file) => join(ROOT, folder, file));
}
