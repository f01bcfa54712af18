import { type Context, Hono } from "hono";
import { tenantDb } from "../../../db/tenant-db.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { publicContactLimit } from "../../../domain/identity/strict-limits.ts";
import type { Language } from "../../../domain/language.ts";
import { type LeadPhone, readLeadPhone } from "../../../domain/leads/lead-phone.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { countryOfBranch } from "../../../domain/voice/phone.ts";
import { ContactPage, ThanksPage } from "../../../pages/booking/contact.tsx";
import { contactTexts } from "../../../pages/booking/contact-texts.ts";
import type { Typed, Wrong } from "../../../pages/booking/details.tsx";
import { bookingTexts } from "../../../pages/booking/texts.ts";
import { accessBranch, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";
import { findBusiness, type PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import { newTicket, readTicket, signTicket } from "../../../use-cases/booking/public/form-ticket.ts";
import { derivedId } from "../../../use-cases/derived-id.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { takeLead } from "../../../use-cases/leads/take-lead.ts";
import type { AppEnv } from "../../app-env.ts";
import { emailInput } from "../../contact-input.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { frameOf, linkTo, respond } from "./frame.ts";

type C = Context<AppEnv>;
type Read = { name: string; phone: LeadPhone | null; email: string | null; request: string };
type Form = { shownAt: number; typed: Typed };

const PATH = "/b/:slug/contact";
const MAX_NAME = 120;
const MAX_REQUEST = 1_000;

/** A form for whoever wants something else than to book. Sent twice it is one request; refused, it keeps what was typed. */
export const contactRoutes = new Hono<AppEnv>()
  .get(PATH, async (c) => {
    const business = await findBusiness(c.env, c.req.param("slug"));
    if (!business) return c.notFound();
    if (c.req.query("sent") === "1") return showThanks(c, business);
    return showForm(c, 200, business, { shownAt: Date.now(), typed: {} });
  })
  .post(PATH, limitForm, sameOriginForm, formOnly, async (c) => {
    const business = await findBusiness(c.env, c.req.param("slug"));
    const typed = await readForm(c);
    const access = business && (await openChosen(c, business, typed));
    if (!business || !access) return c.notFound();
    const { language } = frameOf(c, business);
    const now = Date.now();
    const ticket = readTicket(c.env, typed["ticket"] ?? "", now);
    // Who was quick gets through with the next try; who was slow, or has no ticket, begins to wait anew.
    const form = { shownAt: ticket && ticket.problem !== "too_old" ? ticket.shownAt : now, typed };
    if (!ticket || ticket.problem !== null || typed["website"]) {
      return showForm(c, 400, business, form, { refusal: bookingTexts[language].errors.again });
    }
    const read = readRequest(typed, language, countryOfBranch(access.rules));
    if (!read.ok) return showForm(c, 400, business, form, { wrong: read.error });
    const network = clientNetwork(c.req.header("CF-Connecting-IP") ?? "unknown");
    const taken = await takeStrict(c.env, publicContactLimit, network);
    if (!taken.ok) {
      c.header("Retry-After", String(taken.error.retryAfterSeconds));
      return showForm(c, 429, business, form, { refusal: contactTexts[language].errors.tooMany });
    }
    await keep(c, access, read.value, { language, key: ticket.key });
    return c.redirect(linkTo(frameOf(c, business), ["b", business.slug, "contact"], { sent: "1" }), 303);
  });

/** The branch that was chosen, or the first. */
async function openChosen(c: C, { tenantId, branches }: PublicBusiness, typed: Typed): Promise<BranchAccess | null> {
  const branch = branches.find(({ id }) => id === typed["branch"]) ?? branches[0];
  return branch ? accessBranch(c.env, c.executionCtx, { tenantId, branchId: branch.id }) : null;
}

function readRequest(typed: Typed, language: Language, country: string): Result<Read, Wrong> {
  const { errors } = bookingTexts[language];
  const own = contactTexts[language].errors;
  const wrong: Record<string, string> = {};
  const [name, request] = [(typed["name"] ?? "").trim(), (typed["request"] ?? "").trim()];
  if (name === "" || name.length > MAX_NAME) wrong["name"] = errors.name;
  if (request === "" || request.length > MAX_REQUEST) wrong["request"] = own.request;
  const [number, address] = [(typed["phone"] ?? "").trim(), (typed["email"] ?? "").trim()];
  const phone = number === "" ? null : readLeadPhone(number, country);
  if (phone && !phone.ok) wrong["phone"] = own.phone;
  if (address !== "" && !emailInput.safeParse(address).success) wrong["email"] = errors.email;
  if (number === "" && address === "") wrong["phone"] = errors.contact;
  if (typed["consent"] !== "yes") wrong["consent"] = own.consent;
  if (Object.keys(wrong).length > 0) return err(wrong);
  return ok({ name, request, phone: phone?.ok ? phone.value : null, email: address || null });
}

async function keep(
  c: C,
  { rules, vault }: BranchAccess,
  read: Read,
  { language, key }: { language: Language; key: string },
): Promise<void> {
  const db = tenantDb(c.env.DB, rules.tenantId);
  const eventId = await derivedId("lev", `${rules.tenantId}|form|${key}`);
  const taker = { env: c.env, db, vault, actor: "web" as const, requestId: c.get("requestId"), now: Date.now() };
  const of = { branchId: rules.branchId, language, source: "form" as const, hasConsent: true, ownerId: null, eventId };
  await takeLead(taker, { ...read, ...of });
}

function showForm(
  c: C,
  status: 200 | 400 | 429,
  business: PublicBusiness,
  { shownAt, typed }: Form,
  { wrong = {}, refusal = null }: { wrong?: Wrong; refusal?: string | null } = {},
) {
  const frame = frameOf(c, business);
  const ticket = signTicket(c.env, newTicket(shownAt));
  const page = ContactPage({ ...frame, branches: business.branches, ticket, typed, wrong, refusal });
  return respond(c, status, page, frame);
}

function showThanks(c: C, business: PublicBusiness) {
  const frame = frameOf(c, business);
  return respond(c, 200, ThanksPage({ ...frame, bookHref: linkTo(frame, ["b", business.slug]) }), frame);
}
