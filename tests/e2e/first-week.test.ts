import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { newId } from "../../src/use-cases/new-id.ts";
import { SIGNATURE_HEADER, sign } from "../sandbox/vendors/retell/signature.ts";
import { violations } from "../support/node/axe.ts";
import { tellWhenFailing } from "../support/node/on-failure.ts";
import { openTab, SETTLE_MS } from "../support/node/open-tab.ts";
import { askApi } from "../support/node/place-call.ts";
import { signInAsOwner, untilLoaded } from "../support/node/sign-in.ts";

const DAY_MS = 86_400_000;
const SOON = { timeout: SETTLE_MS };

const demo = inject("demo");
const [serviceId, staffId] = [demo.serviceIds[0] ?? "", demo.staffIds[0] ?? ""];
let browser: Browser;
let page: Page;
let broken: readonly string[] = [];

beforeAll(async () => {
  ({ browser, page, broken } = await openTab());
  await signInAsOwner(page, demo);
}, 60_000);

beforeEach(() => tellWhenFailing(page));
afterAll(async () => {
  await browser?.close();
  expect(broken).toEqual([]);
}, 30_000);

async function open(path: string): Promise<void> {
  await page.goto(`${demo.baseUrl}/app/${path}`);
  await untilLoaded(page);
}

async function send<T>(path: string, body: object, method = "POST"): Promise<T> {
  const headers = { authorization: `Bearer ${demo.tenantApiKey}`, "content-type": "application/json" };
  const answer = await fetch(`${demo.baseUrl}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

type Hours = { weekly: object[]; exceptions: { date: string; spans: object[] }[] };
type Slot = { startsAt: string; staffIds: string[] };

async function slotsOf(query: Record<string, string>): Promise<Slot[]> {
  const search = new URLSearchParams({ serviceId, limit: "200", ...query }).toString();
  return (await askApi<{ slots: Slot[] }>(demo, `/branches/${demo.branchId}/availability?${search}`)).slots;
}

describe("the first week: the team", () => {
  it("a colleague accepts the invitation, signs in, and may do more once the owner says so", async () => {
    // Another one when it is tried again.
    const name = `Klara ${Date.now().toString(36)}`;
    const email = `${name.replace(" ", ".").toLowerCase()}@salon-morgenrot.example`;
    const password = "7-Kämme-im-Fach-Oben!";
    await open("team");
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite" });
    await dialog.getByLabel("E-mail").fill(email);
    await dialog.getByLabel("Language").click();
    await page.getByRole("option", { name: "English" }).click();
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    const link = await linkSentTo(email);

    const theirs = await openTab();
    const { page: tab } = theirs;
    tellWhenFailing(tab);
    await tab.goto(link);
    await tab.fill("[name=name]", name);
    await tab.fill("[name=password]", password);
    await tab.click("form button[type=submit]");
    await tab.waitForURL(/\/app\/today/);
    await tab.getByRole("link", { name: "Calendar" }).first().waitFor();
    expect(await tab.getByRole("link", { name: "Team & roles" }).count()).toBe(0);
    await tab.getByText("Your account does not belong to a calendar yet").waitFor();
    await tab.getByText("All done", { exact: true }).waitFor(); // an empty list, not a refusal

    await open("team");
    await page.getByRole("button", { name: `Edit: ${name}` }).click();
    const role = page.getByRole("dialog", { name: `Role of ${name}` });
    await role.getByLabel("Role", { exact: true }).click();
    await page.getByRole("option", { name: /^Manager/ }).click();
    await role.getByRole("button", { name: "Save" }).click();
    await role.waitFor({ state: "hidden" });

    await tab.goto(`${demo.baseUrl}/app/team`); // another role signs out everywhere
    await tab.fill("input[name=email]", email);
    await tab.fill("input[name=password]", password);
    await tab.click("form button[type=submit]");
    await tab.waitForURL(/\/app\/team/);
    await tab.getByRole("row", { name: new RegExp(name) }).waitFor();
    expect(theirs.broken).toEqual([]);
    await theirs.browser.close();
  }, 90_000);
});

describe("the first week: the phone", () => {
  it("the business connects its voice provider, and what comes from there is believed", async () => {
    const apiKey = "key_of_the_second_line";
    await open("numbers");
    await page.getByRole("button", { name: "Connect a provider" }).click();
    const dialog = page.getByRole("dialog", { name: "Connect a provider" });
    await dialog.getByLabel("Name").fill("Second line");
    await dialog.getByLabel("API key").fill(apiKey);
    await dialog.getByRole("button", { name: "Connect", exact: true }).click();
    const addresses = page.getByRole("dialog", { name: "Addresses for Second line" });
    const inbound = await addresses.getByText(/\/inbound$/).innerText();
    await addresses.getByRole("button", { name: "Close" }).last().click();
    await page
      .getByRole("row", { name: /Second line/ })
      .getByText("Nothing heard yet")
      .waitFor();

    const numbers = { from_number: "+4915155500001", to_number: "+493055500001" };
    const call_inbound = { call_id: "call_second_line", agent_id: "agent_second_line", ...numbers };
    const body = JSON.stringify({ event: "call_inbound", event_timestamp: Date.now(), call_inbound });
    const ring = (signature: string) =>
      fetch(inbound, { method: "POST", headers: { "content-type": "application/json", [SIGNATURE_HEADER]: signature }, body }); // biome-ignore format: one request
    expect((await ring(sign(body, "another_key_of_retell", Date.now()))).status).toBe(401);
    expect((await ring(sign(body, apiKey, Date.now()))).status).toBe(200);
  });
});

describe("the first week: a number", () => {
  it("is looked for at the carrier, ordered, assigned to the branch, and given back", async () => {
    await open("numbers");
    await page.getByRole("button", { name: "Add a number" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a number" });
    await dialog.getByText("Order", { exact: true }).click();
    await dialog.getByLabel("Account").click();
    await page.getByRole("option", { name: "Twilio" }).click();
    await dialog.getByLabel("Area code").fill("628");
    await dialog.getByLabel("Number", { exact: true }).click();
    const offer = page.getByRole("option", { name: /^\+1 628/ }).first();
    const number = /^\+1 628 \d{3} \d{4}/.exec(await offer.innerText())?.[0] ?? "none";
    await offer.click();
    await dialog.getByRole("button", { name: "Add a number" }).click();
    await page.getByText(`${number} is yours`).waitFor();
    const row = page.getByRole("row", { name: new RegExp(number.replace("+", "\\+")) });
    await row.getByText("Ordered at a carrier").waitFor();
    await row.getByText("Assigned").waitFor();

    await row.getByRole("button", { name: "Give back" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Give back" }).click();
    await page.getByText("It is given back").waitFor(); // behind the dialog there is no row by its role
    await row.waitFor({ state: "detached" });
    const { items } = await askApi<{ items: { e164: string }[] }>(demo, "/voice/numbers");
    expect(items.map(({ e164 }) => e164)).not.toContain(number.replaceAll(" ", ""));
  });
});

describe("the first week: at the desk", () => {
  it("a walk-in is booked for now: past the notice, by somebody who may, with the reason in the audit log", async () => {
    const { branchId } = demo;
    const hours = await askApi<Hours>(demo, `/branches/${branchId}/hours`);
    // Open around the clock, whenever this runs.
    const dates = [-1, 0, 1].map((days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10));
    const others = hours.exceptions.filter(({ date }) => !dates.includes(date));
    const open24 = dates.map((date) => ({ date, spans: [{ fromMinute: 0, toMinute: 1_440 }] }));
    await send(`/branches/${branchId}/hours`, { ...hours, exceptions: [...others, ...open24] }, "PUT");
    const name = `Trim ${Date.now().toString(36)}`;
    const member = await send<{ id: string }>("/staff", { branchId, name: "Wim" });
    const facts = { durationMinutes: 15, minimumNoticeMinutes: 240, slotStepMinutes: 60, staffIds: [member.id] };
    await send("/services", { branchId, name, priceMinor: 1_000, currency: "EUR", ...facts });

    await open("today?book=next");
    const dialog = page.getByRole("dialog", { name: "New appointment" });
    await dialog.getByLabel("Service").click();
    await page.getByRole("option", { name: new RegExp(name) }).click();
    await dialog.getByRole("button", { name: "Now", exact: true }).click();
    await dialog.getByText("It is too soon: the service needs more notice.").waitFor();
    await dialog.getByLabel("Name").fill("Walter Spontan");
    await dialog.getByLabel("Book it all the same?").click();
    await page.getByRole("option", { name: "Yes, the customer is here" }).click();
    await dialog.getByRole("button", { name: /^Book / }).click();
    await page.getByText(/Walter Spontan is booked/).waitFor();
    await send(`/branches/${branchId}/hours`, hours, "PUT");

    await open("audit");
    await page.getByRole("button", { name: "Appointment: booked by override" }).first().click();
    const entry = page.getByRole("dialog").locator("pre");
    expect(JSON.parse(await entry.innerText())).toMatchObject({ staffId: member.id, reason: "walk_in" });
  });

  it("a move that only the raster refuses asks for a reason; one onto what is taken has none to give", async () => {
    const { branchId } = demo;
    const name = `Raster ${Date.now().toString(36)}`;
    const member = await send<{ id: string }>("/staff", { branchId, name: "Rita" });
    const facts = { durationMinutes: 30, slotStepMinutes: 60, staffIds: [member.id] };
    const service = await send<{ id: string }>("/services", { branchId, name, priceMinor: 1_000, currency: "EUR", ...facts }); // biome-ignore format: one act
    const days = [9, 16].map((after) => new Date(Date.now() + after * DAY_MS).toISOString());
    const slots = await slotsOf({ serviceId: service.id, from: days[0] ?? "", to: days[1] ?? "" });
    const [first = "", second = ""] = slots.map(({ startsAt }) => startsAt);
    const book = (startsAt: string, customer: object) =>
      send<{ id: string }>("/appointments", { branchId, serviceId: service.id, startsAt, customer });
    const { id } = await book(first, { name: "Vera Versetzt", phone: "+4915123456789" });
    await book(second, { name: "Nils Nebenan" });
    const quarterLater = Date.parse(first) + 900_000;

    await open(`calendar?date=${first.slice(0, 10)}`);
    const block = page.getByTestId(`appointment-${id}`);
    await block.scrollIntoViewIfNeeded();
    const box = await block.boundingBox();
    if (!box) throw new Error("it is not to be seen");
    await page.mouse.move(box.x + 20, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 28, { steps: 8 }); // a quarter of an hour at 80 px an hour
    await page.mouse.up();
    const dialog = page.getByRole("dialog", { name: "Move Vera Versetzt" });
    await dialog.getByText("Appointments of this service start at other minutes.").waitFor();
    const move = dialog.getByRole("button", { name: /^Move to / });
    expect(await move.isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel("Move it all the same?").click();
    await page.getByRole("option", { name: "Yes, it was promised" }).click();
    await move.click();
    await page.getByText(/Vera Versetzt moved to/).waitFor();
    const startOf = async () => Date.parse((await askApi<Slot>(demo, `/appointments/${id}`)).startsAt);
    expect(await startOf()).toBe(quarterLater);

    const taken = new Date(Date.parse(second) + 900_000).toISOString();
    await open(`calendar?move=${id}&moveTo=${encodeURIComponent(taken)}`);
    await dialog.getByText("Rita: The time is taken.").waitFor();
    expect(await dialog.getByLabel("Move it all the same?").count()).toBe(0);
    await move.click();
    await page
      .getByText(/Vera Versetzt stays at/)
      .first()
      .waitFor(); // it is read out as well
    expect(await startOf()).toBe(quarterLater);

    await open("audit");
    await page.getByRole("button", { name: "Appointment: moved by override" }).first().click();
    const entry = page.getByRole("dialog").locator("pre");
    expect(JSON.parse(await entry.innerText())).toMatchObject({ staffId: member.id, reason: "agreed" });
  });

  it("an appointment's details wait for the names, and show a number as people read it", async () => {
    const { items } = await askApi<{ items: { id: string; customer: { name: string } }[] }>(
      demo,
      `/appointments?branchId=${demo.branchId}&from=${new Date().toISOString()}&limit=100`,
    );
    const found = items.find(({ customer }) => customer.name === "Vera Versetzt");
    let letThrough = () => {};
    const isAwaited = new Promise<void>((resolve) => (letThrough = resolve));
    const namesOfServices = /\/api\/v1\/services\?branchId=/;
    await page.route(namesOfServices, async (route) => {
      await isAwaited;
      await route.continue();
    });
    await page.goto(`${demo.baseUrl}/app/calendar?appointment=${found?.id}`);
    const sheet = page.getByRole("dialog", { name: "Vera Versetzt" });
    const call = sheet.getByRole("link", { name: "+49 1512 3456789", exact: true });
    await call.waitFor();
    expect(await call.getAttribute("href")).toBe("tel:+4915123456789");
    expect(await sheet.getByText("No longer listed").count()).toBe(0);
    letThrough();
    await sheet.getByText(/^Raster /).waitFor();
    await page.unroute(namesOfServices);
  });

  it("a day off of a member takes their free times away, and its end gives them back", async () => {
    const [from = "", to = ""] = [15, 20].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
    const date = (await slotsOf({ staffId, from, to }))[0]?.startsAt.slice(0, 10) ?? "";
    const free = async () => {
      const slots = await slotsOf({ staffId, from: `${date}T00:00:00Z`, to: `${date}T23:00:00Z` });
      return slots.length;
    };
    expect(await free()).toBeGreaterThan(0);
    await open(`staff/${staffId}`);
    await page.getByLabel("First day").fill(date);
    await page.getByLabel("Last day").fill(date);
    await page.getByRole("button", { name: "Add time off" }).click();
    await expect.poll(free, SOON).toBe(0);
    await page.getByRole("listitem").filter({ hasText: "all day" }).getByRole("button", { name: /^Remove/ }).click(); // biome-ignore format: one act
    await expect.poll(free, SOON).toBeGreaterThan(0);
  });

  it("who waits gets the time that is cancelled, and is booked with a click", async () => {
    const { name: service } = await askApi<{ name: string }>(demo, `/services/${serviceId}`);
    const from = new Date(Date.now() + 2 * DAY_MS).toISOString();
    const startsAt = (await slotsOf({ from, to: new Date(Date.now() + 6 * DAY_MS).toISOString() }))[0]?.startsAt;
    const customer = { name: "Anna Absage" };
    const booked = await send<{ id: string }>("/appointments", { branchId: demo.branchId, serviceId, startsAt, customer }); // biome-ignore format: one request

    await open("waitlist");
    await page.getByRole("button", { name: "Add to waitlist" }).click();
    const dialog = page.getByRole("dialog", { name: "Add to waitlist" });
    await dialog.getByLabel("Service").click();
    await page.getByRole("option", { name: service, exact: true }).click();
    await dialog.getByLabel("Name").fill("Wanda Wartet");
    await dialog.getByLabel("Phone").fill("+49 151 5550 4711");
    await dialog.getByRole("button", { name: "Add to waitlist" }).click();
    await page.getByText("Wanda Wartet is on the waitlist").waitFor();

    await open(`today?appointment=${booked.id}`);
    await page.getByRole("button", { name: "Cancel appointment" }).click();
    await page.getByRole("button", { name: "Cancel the appointment" }).click();
    await page.getByText("The appointment of Anna Absage is cancelled").waitFor();

    await open("waitlist?status=offered");
    const offer = page.getByRole("row", { name: /Wanda Wartet/ });
    await offer.getByRole("button", { name: "Book the offer" }).click();
    await page.getByText("Wanda Wartet is booked").waitFor();
    const entries = `/branches/${demo.branchId}/waitlist?status=booked`;
    const { items } = await askApi<{ items: { customer: { name: string } }[] }>(demo, entries);
    expect(items.map((entry) => entry.customer.name)).toContain("Wanda Wartet");
  });

  it("who came is checked in, and done", async () => {
    const id = newId("apt");
    const daysAgo = Math.ceil(Math.random() * 25); // another night when it is tried again
    const night = (Math.floor(Date.now() / DAY_MS) - daysAgo) * DAY_MS + 2 * 3_600_000;
    const [startsAt, endsAt] = [night, night + 1_800_000].map((at) => new Date(at).toISOString());
    const customer = { name: "Gerda Gekommen", phone: null, email: null };
    const facts = { channel: "dashboard", callId: null, createdAt: startsAt, cancelReason: null };
    const appointment = { id, serviceId, staffId, startsAt, endsAt, status: "confirmed", customer, ...facts };
    const path = `/branches/${demo.branchId}/appointments/import`;
    expect(await send(path, { appointments: [appointment] })).toMatchObject({ imported: 1 });

    await open(`today?appointment=${id}`);
    await page.getByRole("button", { name: "Check in" }).click();
    await page.getByRole("button", { name: "Completed" }).click();
    const statusOf = async () => (await askApi<{ status: string }>(demo, `/appointments/${id}`)).status;
    await expect.poll(statusOf, SOON).toBe("completed");
  });
});

describe("the first week: the customers", () => {
  it("one is written to from their page, and the words arrive", async () => {
    await open("customers?q=Wanda");
    await page.getByRole("link", { name: "Wanda Wartet" }).click();
    await page.getByRole("button", { name: "Write a message" }).click();
    const dialog = page.getByRole("dialog", { name: "To Wanda Wartet" });
    await dialog.getByLabel("Words").fill("Your scarf is still here.");
    await dialog.getByRole("button", { name: "Send" }).click();
    const texts = async () => (await fetch(`${demo.sandboxUrl}/control/texts`)).text();
    await expect.poll(texts, SOON).toContain("Your scarf is still here.");
  });

  it("all of them are had as a file", async () => {
    await open("customers");
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    const file = readFileSync(await (await loading).path(), "utf8");
    const [header = "", ...lines] = file.trim().split("\r\n");
    expect(header).toContain("name,");
    expect(lines.filter((line) => line.includes("Wanda Wartet"))).toHaveLength(1);
    const { items } = await askApi<{ items: object[] }>(demo, "/customers?limit=100");
    expect(lines.length).toBeGreaterThanOrEqual(items.length);
  });
});

// The last of all: the branch that was shown last is shown from then on.
describe("the first week: one more branch", () => {
  it("is added in the menu of branches, begins like the first, and takes bookings at once", async () => {
    const name = `Nord ${Date.now().toString(36)}`;
    await open(`today?branch=${demo.branchId}`);
    await page.getByRole("button", { name: /Switch branch/ }).click();
    await page.getByRole("menuitem", { name: "Add a branch" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a branch" });
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByLabel("Who works there").fill("Nora, Nils");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText(`${name} can be booked`).waitFor();
    await page.getByRole("heading", { name, exact: true }).waitFor(); // the notice begins alike
    await page.getByText("Monday").waitFor();
    const branchId = new URL(page.url()).searchParams.get("branch") ?? "none";
    expect(new URL(page.url()).pathname).toBe("/app/branch");

    type Named = { items: { id: string; name: string }[] };
    const namesOf = async (path: string, id: string) =>
      (await askApi<Named>(demo, `/${path}?branchId=${id}`)).items.map((each) => each.name);
    expect(await namesOf("staff", branchId)).toEqual(["Nora", "Nils"]);
    expect(await namesOf("services", branchId)).toEqual(await namesOf("services", demo.branchId));

    await page.goto(`${demo.baseUrl}/b/${demo.tenantSlug}?lang=en`);
    await page.getByRole("link", { name: new RegExp(name) }).click();
    await page.locator(".choices a").first().click();
    await page.locator(".times[data-slots] a").first().waitFor();
  });

  it("is closed once nobody is lost by it, keeps its past in the menu, and is opened again", async () => {
    const name = `Ost ${Date.now().toString(36)}`;
    const copied = { name, timeZone: "Europe/Berlin", copyFrom: demo.branchId };
    const { id: branchId } = await send<{ id: string }>("/branches", copied);
    const { items } = await askApi<{ items: { id: string }[] }>(demo, `/services?branchId=${branchId}`);
    const free = `/branches/${branchId}/availability?serviceId=${items[0]?.id}&limit=1`;
    const [slot] = (await askApi<{ slots: Slot[] }>(demo, free)).slots;
    const customer = { name: "Olga Ost", phone: "+4915112345677" };
    const wish = { branchId, serviceId: items[0]?.id, startsAt: slot?.startsAt, customer };
    const { id: appointmentId } = await send<{ id: string }>("/appointments", wish);

    await open(`branch?branch=${branchId}&tab=details`);
    await page.getByRole("button", { name: "Close this branch", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: `Close ${name}?` });
    await dialog.getByRole("button", { name: "Close branch", exact: true }).click();
    await dialog.getByText("1 appointment is still to come", { exact: false }).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("link", { name: "Show in the calendar" }).click();
    await page.getByText("Olga Ost").first().waitFor();

    await send(`/appointments/${appointmentId}/cancel`, { reason: "closing" });
    await open(`branch?branch=${branchId}&tab=details`);
    await page.getByRole("button", { name: "Close this branch", exact: true }).click();
    await dialog.getByRole("button", { name: "Close branch", exact: true }).click();
    await page.getByText("Closed since", { exact: false }).waitFor();
    const banner = page.getByRole("complementary", { name: "Closed branch" });
    await banner.getByText(`${name} is closed.`).waitFor();
    expect(await violations(page)).toEqual([]);

    await open(`calendar?branch=${branchId}`);
    await banner.waitFor();
    expect(await page.getByRole("button", { name: "New appointment" }).count()).toBe(0);
    const address = `${demo.baseUrl}/b/${demo.tenantSlug}?lang=en`;
    expect(await (await fetch(address)).text()).not.toContain(name);
    await page.getByRole("button", { name: /Switch branch/ }).click();
    expect(await page.getByRole("menuitemradio").last().textContent()).toContain(`${name}Closed`);
    await page.keyboard.press("Escape");

    await banner.getByRole("link", { name: "Open again" }).click();
    await page.getByRole("button", { name: "Open again", exact: true }).click();
    await page.getByText(`${name} can be booked again`).waitFor();
    await banner.waitFor({ state: "detached" });
    expect(await (await fetch(address)).text()).toContain(name);
  });
});

/** What the newest e-mail to an address links to, once the sandbox has it. */
async function linkSentTo(email: string): Promise<string> {
  const find = async () => {
    const answer = await fetch(`${demo.sandboxUrl}/control/emails`);
    const { emails } = (await answer.json()) as { emails: { to: string[]; text: string }[] };
    return /https?:\/\/\S+\?token=\S+/.exec(emails.find(({ to }) => to.includes(email))?.text ?? "")?.[0] ?? "";
  };
  await expect.poll(find, SOON).not.toBe("");
  return find();
}
