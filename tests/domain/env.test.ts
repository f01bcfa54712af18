import { describe, expect, it } from "vitest";
import { configNotices, configOf, configProblems, describeProblem, variableProblems } from "../../src/env.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
/** Looks like a secret that must never reach a log. */
const CANARY = "canary-5f1e";

const good = {
  ENVIRONMENT: "production",
  PUBLIC_URL: "https://frontdesk.example",
  LOG_LEVEL: "info",
  DATA_KEY_V1: KEY,
  PASSWORD_PEPPER: KEY,
};
const bindings = {
  DB: {},
  DIRECTORY: {},
  FILES: {},
  BRANCH_CALENDAR: {},
  TENANT_FEED: {},
  AUDIT_CHAIN: {},
  RATE_COUNTER: {},
  WEBHOOK_COURIER: {},
  CALENDAR_COURIER: {},
  PROVIDER_GATE: {},
  WEBHOOKS: {},
  EVENTS: {},
  JOBS: {},
  CALENDARS: {},
  RL_REPORTS: {},
  RL_60: {},
  RL_300: {},
  RL_1000: {},
  RL_3000: {},
};

/** The Worker's generated type, which no test can fill in full. */
const envOf = (values: object) => values as Parameters<typeof configOf>[0];

describe("the variables", () => {
  it("are without problems when all are right", () => {
    expect(variableProblems(good)).toEqual([]);
  });

  it.each([
    ["RESEND_API_KEY", CANARY, /begins with re_/],
    ["EMAIL_FROM", `${CANARY} <nowhere>`, /address/],
    ["EMAIL_FROM", `${CANARY}\r\nBcc: <a@example.com>`, /address/],
    ["RESEND_URL", `https://${CANARY}.example/`, /must not end with a slash/],
    ["HIBP_URL", CANARY, /url/i],
    ["SANDBOX_URL", CANARY, /url/i],
  ])("may leave out %s, but not set it wrongly", (variable, value, rule) => {
    expect(variableProblems({ ...good, [variable]: "" })).toEqual([]);
    expect(variableProblems({ ...good, [variable]: value })).toContainEqual({
      variable,
      rule: expect.stringMatching(rule),
    });
  });

  it("tell plainly that e-mail is not configured", () => {
    const mail = { RESEND_API_KEY: "re_1", EMAIL_FROM: "Frontdesk <desk@example.com>" };
    expect(configNotices({ ...good, ...mail })).toEqual([]);
    expect(configNotices(good)).toMatchObject([
      { variable: "RESEND_API_KEY", rule: expect.stringMatching("no e-mail is sent") },
    ]);
    expect(configNotices({ ...good, ...mail, EMAIL_FROM: "" })).toMatchObject([{ variable: "EMAIL_FROM" }]);
  });

  it("may leave out the log level", () => {
    const { LOG_LEVEL: _, ...rest } = good;
    expect(variableProblems(rest)).toEqual([]);
    expect(configOf(envOf({ ...rest, ...bindings })).LOG_LEVEL).toBe("info");
  });

  it.each(["ENVIRONMENT", "PUBLIC_URL", "DATA_KEY_V1", "PASSWORD_PEPPER"] as const)(
    "name %s when it is missing",
    (variable) => {
      const { [variable]: _, ...rest } = good;
      const [problem, ...others] = variableProblems(rest);
      expect(problem).toEqual({ variable, rule: expect.stringMatching(/\w/) });
      expect(others).toEqual([]);
    },
  );

  it.each([
    ["ENVIRONMENT", CANARY, /production/],
    ["ENVIRONMENT", "", /production/],
    ["PUBLIC_URL", CANARY, /url/i],
    ["PUBLIC_URL", `https://${CANARY}.example/`, /must not end with a slash/],
    ["LOG_LEVEL", CANARY, /debug/],
    ["DATA_KEY_V1", CANARY, /32 random bytes in base64/],
    ["DATA_KEY_V1", "", /32 random bytes in base64/],
    ["DATA_KEY_V1", btoa(`${CANARY} is much too long to be a key of 32 bytes`), /openssl rand -base64 32/],
    ["DATA_KEY_V1", 7, /string/],
    ["PASSWORD_PEPPER", btoa(CANARY), /32 random bytes in base64/],
  ])("name %s and its rule, not its value %j", (variable, value, rule) => {
    const problems = variableProblems({ ...good, [variable]: value });
    expect(problems).toContainEqual({ variable, rule: expect.stringMatching(rule) });
    for (const told of problems.map(describeProblem)) {
      expect(told.startsWith(`${variable}: `)).toBe(true);
      expect(told).not.toContain("canary");
      if (value) expect(told).not.toContain(String(value));
    }
  });

  it("are all named at once", () => {
    const named = variableProblems({ LOG_LEVEL: CANARY }).map(({ variable }) => variable);
    expect(named.sort()).toEqual(["DATA_KEY_V1", "ENVIRONMENT", "LOG_LEVEL", "PASSWORD_PEPPER", "PUBLIC_URL"]);
  });
});

describe("the bindings", () => {
  it("are without problems when all are there", () => {
    expect(configProblems({ ...good, ...bindings })).toEqual([]);
  });

  it.each(Object.keys(bindings))("name %s when it is missing", (variable) => {
    expect(configProblems({ ...good, ...bindings, [variable]: undefined })).toEqual([
      { variable, rule: "binding is missing in wrangler.toml" },
    ]);
  });
});

describe("the configuration", () => {
  it("is read once per environment", () => {
    const env = envOf({ ...good, ...bindings });
    expect(configOf(env)).toBe(configOf(env));
    expect(configOf(env)).toMatchObject(good);
  });

  it("stops everything when something is wrong, and says what without saying the value", () => {
    const broken = envOf({
      ...good,
      ...bindings,
      DATA_KEY_V1: CANARY,
      PUBLIC_URL: `https://${CANARY}/`,
      DB: undefined,
    });
    expect(() => configOf(broken)).toThrow(/^configuration: PUBLIC_URL: .+; DATA_KEY_V1: .+; DB: binding is missing/);
    expect(() => configOf(broken)).not.toThrow(CANARY);
  });
});
