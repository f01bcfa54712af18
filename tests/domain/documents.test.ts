import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import consoleTexts from "../../src/dashboard/i18n/messages/console-en.json" with { type: "json" };
import dashboardTexts from "../../src/dashboard/i18n/messages/en.json" with { type: "json" };
import { bookingTexts } from "../../src/pages/booking/texts.ts";
import { loginTexts } from "../../src/pages/login-texts.ts";
import { portalTexts } from "../../src/pages/portal/texts.ts";
import { secondFactorTexts } from "../../src/pages/second-factor-texts.ts";

const PAGE_TEXTS = "src/dashboard/i18n/messages/pages";
const pageTexts = readdirSync(PAGE_TEXTS)
  .filter((file) => file.endsWith("-en.json"))
  .map((file) => JSON.parse(readFileSync(join(PAGE_TEXTS, file), "utf8")) as object);

type File = { path: string; prose: string; text: string };

const FILES: File[] = ["README.md", "CONTRIBUTING.md", ...filesBelow("docs")].map((path) => {
  const text = readFileSync(path, "utf8");
  return { path, text, prose: text.replaceAll(/```[^]*?```|`[^`]*`/g, "") };
});
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const { paths } = JSON.parse(readFileSync("docs/openapi.json", "utf8")) as { paths: Record<string, object> };

function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  return files.map((file) => join(folder, file));
}

/** Every text on a page as it can be quoted: whole, or its first sentence. */
function quotable(texts: unknown): string[] {
  if (typeof texts === "object") return Object.values(texts ?? {}).flatMap(quotable);
  return typeof texts === "string" ? [withoutDot(texts), withoutDot(texts.split(/(?<=\.) /)[0] ?? "")] : [];
}

function withoutDot(text: string): string {
  return text.replace(/\.$/, "");
}

/** What stands in italics names something on the screen, step by step: _Voice agent → Talk to your agent_. */
function labelsIn({ prose }: File): string[] {
  const italics = [...prose.matchAll(/(?<![\w*])_(\S[^_]*?)_(?![\w*])/g)].map(([, label = ""]) => label);
  return italics.flatMap((label) => label.replaceAll(/\s+/g, " ").split(" → ")).map(withoutDot);
}

/** As GitHub makes them. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading.toLowerCase());
  return headings.map((heading) => heading.replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

function isBroken(from: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? from : join(dirname(from), path);
  if (!existsSync(target)) return true;
  return anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).includes(anchor);
}

/** `…` and `...` stand for what was just said; a name in braces is any name. */
function isOperation(method: string, path: string): boolean {
  const like = (pattern: string) => new RegExp(`^${pattern.replaceAll(/\\?\{[^}]*\}/g, "[^/]+")}$`);
  return Object.entries(paths).some(([known, item]) => like(known).test(path) && method.toLowerCase() in item);
}

describe("what the documents name exists", () => {
  it("labels of pages: what stands in italics in a guide or runbook", () => {
    const onScreen = new Set(
      [
        dashboardTexts,
        pageTexts,
        consoleTexts,
        bookingTexts.en,
        portalTexts.en,
        loginTexts.en,
        secondFactorTexts.en,
      ].flatMap(quotable),
    );
    const guides = FILES.filter(({ path }) => /guides|runbooks|README|series/.test(path));
    const named = guides.flatMap((file) => labelsIn(file).map((label) => `${file.path}: ${label}`));
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((line) => !onScreen.has(line.replace(/^[^:]+: /, "")))).toEqual([]);
  });

  it("pages of the operators' console: the guide's table has each one, and no other", () => {
    const guide = readFileSync("docs/guides/operators.md", "utf8");
    const rows = [...guide.matchAll(/^\| ([A-Z][\w ]+?) +\|/gm)].map(([, page]) => page);
    const { pages } = consoleTexts.admin;
    expect(rows.sort()).toEqual(Object.values(pages).sort());
  });

  it("npm scripts", () => {
    const named = FILES.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script),
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("operations of the API", () => {
    const named = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/api\/v1\/[\w/{}.-]+)/g)].map(
        ([, method = "", route = ""]) => ({
          method,
          route: route.replace(/[.]+$/, ""),
          line: `${path}: ${method} ${route}`,
        }),
      ),
    );
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter(({ method, route }) => !isOperation(method, route)).map(({ line }) => line)).toEqual([]);
  });

  it("files and headings that are linked to", () => {
    const links = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = ""]) => ({ path, link })),
    );
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ path, link }) => isBroken(path, link))).toEqual([]);
  });

  it("files of the repository that are named in code letters", () => {
    const named = FILES.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|tests|scripts|docs|durable-objects|migrations)\/[\w/.-]+)`/g)].map(
        ([, file = ""]) => ({
          path,
          file,
        }),
      ),
    );
    expect(named.filter(({ file }) => !file.includes("NNNN") && !existsSync(file))).toEqual([]);
  });
});
