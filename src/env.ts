import * as z from "zod";
import { setLogLevel } from "./log.ts";

const secretKey = z
  .string()
  .refine(
    (text) => decodedLength(text) === 32,
    "must be 32 random bytes in base64, as `openssl rand -base64 32` makes",
  );

/** An empty text is how a deployment says that it does not want something. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const baseUrl = (standard: string) =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    z
      .url()
      .refine((url) => !url.endsWith("/"), "must not end with a slash")
      .default(standard),
  );

/**
 * Every var and secret the Worker reads, and its rule. `.dev.vars.example` explains each to operators.
 * Bindings (D1, KV, queues...) are typed by wrangler.toml and checked by name only.
 */
const variables = z.object({
  ENVIRONMENT: z.enum(["development", "staging", "production"]),
  PUBLIC_URL: z.url().refine((url) => !url.endsWith("/"), "must not end with a slash"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** Master key, version 1. Login index and audit chain derive from it, so it stays even when a newer one wraps. */
  DATA_KEY_V1: secretKey,
  /** Later versions: the newest wraps each tenant's data key. */
  DATA_KEY_V2: secretKey.optional(),
  DATA_KEY_V3: secretKey.optional(),
  DATA_KEY_V4: secretKey.optional(),
  /** Mixed into every password hash, so that a stolen database alone cannot be cracked. */
  PASSWORD_PEPPER: secretKey,
  /** Counts API requests over all locations. Without it the platform's own limiter counts them per location. */
  UPSTASH_REDIS_REST_URL: optional(z.url().refine((url) => url.startsWith("http"), "must be an http(s) address")),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string().min(8)),
  /** Without it no e-mail is sent, and everything that would send one says so. */
  RESEND_API_KEY: optional(z.string().regex(/^re_\w+$/, "must be an API key of Resend, which begins with re_")),
  /** Sender of all e-mail, `Name <address>`, of a domain that Resend has verified. */
  EMAIL_FROM: optional(
    z
      .string()
      .max(200)
      .regex(/^(?:[^<>\r\n"]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "must be `Name <address>` or an address"),
  ),
  RESEND_URL: baseUrl("https://api.resend.com"),
  /** By which Resend signs what it reports. Without it reports and answers are refused. */
  RESEND_WEBHOOK_SECRET: optional(
    z.string().regex(/^whsec_[A-Za-z0-9+/=]{24,}$/, "must be a secret of Resend, whsec_..."),
  ),
  /** Takes over while Resend is not reachable, or carries all e-mail where Resend is not set. */
  POSTMARK_SERVER_TOKEN: optional(z.string().min(8).max(100)),
  POSTMARK_URL: baseUrl("https://api.postmarkapp.com"),
  /** The password in the address that Postmark reports to, since it signs nothing. */
  POSTMARK_WEBHOOK_PASSWORD: optional(z.string().min(24).max(200)),
  /** A domain whose mail a provider hands to us. Without it answers go to EMAIL_FROM, and are not in the inbox. */
  EMAIL_REPLY_DOMAIN: optional(
    z
      .string()
      .max(200)
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain"),
  ),
  /** Where SMS and WhatsApp messages are handed over. Each business has accounts of its own there. */
  TWILIO_URL: baseUrl("https://api.twilio.com"),
  TELNYX_URL: baseUrl("https://api.telnyx.com"),
  WHATSAPP_URL: baseUrl("https://graph.facebook.com"),
  /** Where voice vendors' APIs are. `npm start` points them at the sandbox. */
  RETELL_URL: baseUrl("https://api.retellai.com"),
  VAPI_URL: baseUrl("https://api.vapi.ai"),
  /** Where Cal.com's API is. Each business has keys of its own. */
  CALCOM_URL: baseUrl("https://api.cal.com"),
  /** An assistant that new ones are copied from: voice, model, transcriber. Else Vapi's own are taken. */
  VAPI_TEMPLATE_ASSISTANT_ID: optional(
    z
      .string()
      .max(100)
      .regex(/^[\w-]+$/, "must be an assistant's id"),
  ),
  /** Sign what devices are told of new bookings (VAPID). Without them nothing is pushed, and the page says so. */
  VAPID_PUBLIC_KEY: optional(z.string().regex(/^B[\w-]{86}$/, "must be a public P-256 key in base64url")),
  VAPID_PRIVATE_KEY: optional(z.string().regex(/^[\w-]{43}$/, "must be a private P-256 key in base64url")),
  /** Whom browsers' makers write to when something is wrong with it. */
  VAPID_SUBJECT: optional(
    z
      .string()
      .max(200)
      .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, "must be mailto: with an address, or an https address"),
  ),
  /** The platform's own application at Google. Without it no Google calendar can be connected, and the pages say so. */
  GOOGLE_CLIENT_ID: optional(z.string().min(8).max(200)),
  GOOGLE_CLIENT_SECRET: optional(z.string().min(8).max(200)),
  GOOGLE_CONSENT_URL: baseUrl("https://accounts.google.com"),
  GOOGLE_TOKEN_URL: baseUrl("https://oauth2.googleapis.com"),
  GOOGLE_API_URL: baseUrl("https://www.googleapis.com"),
  /** Where breached passwords are asked about, by the first digits of a hash. */
  HIBP_URL: baseUrl("https://api.pwnedpasswords.com"),
  /** Where `npm start` plays vendors and callers. Never set on a deployment. */
  SANDBOX_URL: optional(z.url().refine((url) => !url.endsWith("/"), "must not end with a slash")),
});

const setting = variables
  .refine((given) => Boolean(given.UPSTASH_REDIS_REST_URL) === Boolean(given.UPSTASH_REDIS_REST_TOKEN), {
    path: ["UPSTASH_REDIS_REST_TOKEN"],
    message: "and UPSTASH_REDIS_REST_URL belong together",
  })
  .refine(({ ENVIRONMENT, SANDBOX_URL }) => ENVIRONMENT === "development" || SANDBOX_URL === undefined, {
    path: ["SANDBOX_URL"],
    message: "is for development only",
  });

export type Config = z.infer<typeof setting>;

/** A var that is missing or malformed. Names it and its rule, never its value. */
export type ConfigProblem = { variable: string; rule: string };

const requiredBindings = [
  "DB",
  "DIRECTORY",
  "FILES",
  "BRANCH_CALENDAR",
  "TENANT_FEED",
  "AUDIT_CHAIN",
  "RATE_COUNTER",
  "WEBHOOK_COURIER",
  "PROVIDER_GATE",
  "CALENDAR_COURIER",
  "WEBHOOKS",
  "EVENTS",
  "JOBS",
  "CALENDARS",
  "RL_REPORTS",
  "RL_60",
  "RL_300",
  "RL_1000",
  "RL_3000",
];

const configs = new WeakMap<object, Config>();

/** The validated configuration, checked once per isolate. Throws when a variable is wrong: nothing may run half set up. */
export function configOf(env: object): Config {
  const known = configs.get(env);
  if (known) return known;
  const problems = configProblems(env);
  if (problems.length > 0) throw new Error(`configuration: ${problems.map(describeProblem).join("; ")}`);
  const config = setting.parse(env);
  configs.set(env, config);
  setLogLevel(config.LOG_LEVEL);
  return config;
}

/** The master keys, newest first. The newest wraps; the others open what has not been rewrapped yet. */
export type MasterKeys = readonly { version: number; key: string }[];

const keyrings = new WeakMap<Config, MasterKeys>();

export function masterKeysOf(env: object): MasterKeys {
  const config = configOf(env);
  const known = keyrings.get(config);
  if (known) return known;
  const { DATA_KEY_V4, DATA_KEY_V3, DATA_KEY_V2, DATA_KEY_V1 } = config;
  const keys = [DATA_KEY_V4, DATA_KEY_V3, DATA_KEY_V2, DATA_KEY_V1];
  const ring = keys.flatMap((key, index) => (key === undefined ? [] : [{ version: keys.length - index, key }]));
  keyrings.set(config, ring);
  return ring;
}

/** What is wrong with the configuration, for `/health` and `npm run doctor`. Empty when all is well. */
export function configProblems(env: object): ConfigProblem[] {
  const known = new Map(Object.entries(env));
  const missing = requiredBindings
    .filter((name) => known.get(name) === undefined)
    .map((variable) => ({ variable, rule: "binding is missing in wrangler.toml" }));
  return [...variableProblems(env), ...missing];
}

/** Can e-mail be sent? Else what would send one must say so, instead of promising. */
export function isEmailConfigured(env: object): boolean {
  const { RESEND_API_KEY, POSTMARK_SERVER_TOKEN, EMAIL_FROM } = configOf(env);
  const hasCarrier = Boolean(RESEND_API_KEY ?? POSTMARK_SERVER_TOKEN) || "EMAIL" in env;
  return hasCarrier && EMAIL_FROM !== undefined;
}

/** What is not configured and therefore does not work, in plain words. Nothing here keeps the rest from running. */
export function configNotices(env: object): ConfigProblem[] {
  const { RESEND_API_KEY, POSTMARK_SERVER_TOKEN, EMAIL, EMAIL_FROM } = Object.fromEntries(Object.entries(env));
  const hasCarrier = Boolean(RESEND_API_KEY || POSTMARK_SERVER_TOKEN || EMAIL);
  if (hasCarrier && EMAIL_FROM) return [];
  const variable = hasCarrier ? "EMAIL_FROM" : "RESEND_API_KEY";
  return [{ variable, rule: "is not set, so no e-mail is sent: no sign-up, password reset, magic link or invitation" }];
}

/** The part of `configProblems` that can be told without a Worker, from a `.dev.vars` file. */
export function variableProblems(values: object): ConfigProblem[] {
  const parsed = setting.safeParse(values);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({ variable: issue.path.join("."), rule: issue.message }));
}

export function describeProblem({ variable, rule }: ConfigProblem): string {
  return `${variable}: ${rule}`;
}

function decodedLength(text: string): number {
  try {
    return atob(text).length;
  } catch {
    return -1;
  }
}
