import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { CallSummaryView, CallView } from "../../src/contracts/calls.ts";
import { scrollsSideways, smallTargets, violations } from "../support/node/axe.ts";
import { launchBrowser } from "../support/node/browser.ts";
import { tellWhenFailing } from "../support/node/on-failure.ts";
import { openApp, openTab, SETTLE_MS } from "../support/node/open-tab.ts";
import { askApi, placeCall } from "../support/node/place-call.ts";
import { becomeOperator, signInAsOwner } from "../support/node/sign-in.ts";

const PAGES = [
  "today",
  "calendar",
  "calendar?mode=week",
  "calendar?mode=month",
  "calendar?mode=list",
  "live",
  "calls",
  "calls?q=zzzz",
  "callbacks",
  "on-call",
  "waitlist",
  "series",
  "customers",
  "leads",
  "sequences",
  "services",
  "staff",
  "resources",
  "branch",
  "branch?tab=details",
  "imports",
  "calendars",
  "calendars?tab=feeds",
  "settings",
  "team",
  "security",
  "security?tab=devices",
  "security?tab=account",
  "security?tab=business",
  "inbox",
  "messages",
  "messages?tab=wordings",
  "messages?tab=whatsapp",
  "messages?tab=times",
  "messages?tab=numbers",
  "messages?tab=consents",
  "access",
  "access?tab=log",
  "access?tab=webhooks",
  "access?tab=deliveries",
  "audit",
  "help",
  "_kit",
  "voice",
  "knowledge",
  "setup",
  "integrations",
  "agent-versions",
  "numbers",
];
const CONSOLE_PAGES = [
  "overview",
  "tenants",
  "tenants/TENANT",
  "users",
  "connections",
  "feedback",
  "events",
  "calls",
  "messages",
  "quarantine",
  "dead-letters",
  "crons",
  "errors",
  "health",
  "audit",
  "circuits",
  "calendars",
  "calendar-entries",
  "flags",
  "number-pool",
];
const SOON = { timeout: SETTLE_MS };

const demo = inject("demo");
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];
let broken: readonly string[] = [];

beforeAll(async () => {
  // The worker of the installed app has a test and a browser of its own.
  ({ browser, context, page, broken } = await openTab({ serviceWorkers: "block" }));
  await signInAsOwner(page, demo);
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const complaint = `${message.text()} ${message.location().url}`;
    // Told there too: a refusal that a test provokes, and a web call that is asked for before its first event came.
    if (!/status of 403|status of 409.*\/reschedule|status of 404.*\/api\/v1\/calls\/cal_/.test(complaint))
      complaints.push(complaint);
  });
}, 60_000);

beforeEach(() => tellWhenFailing(page));
afterAll(async () => {
  await browser?.close();
  expect(broken).toEqual([]);
}, 30_000);

const open = (path: string) => openApp(page, demo, path);

describe("the first week at the desk", () => {
  it("books an appointment from a free slot, and shows it on its day", async () => {
    await open("today");
    await page.getByRole("button", { name: "New appointment" }).click();
    const dialog = page.getByRole("dialog", { name: "New appointment" });
    await chooseFreeTime(dialog);
    await dialog.getByLabel("Name").fill("Erika Erstewoche");
    await dialog.getByRole("button", { name: /^Book / }).click();
    await page.getByText(/Erika Erstewoche is booked/).waitFor();
    const { startsAt } = await appointmentOf("Erika Erstewoche");
    await open(`calendar?date=${startsAt.slice(0, 10)}`);
    const shown = page.getByRole("button", { name: /Erika Erstewoche/ });
    await shown.waitFor();
    expect(await shown.count()).toBe(1);
  });

  it("moves it by keyboard, and takes that back", async () => {
    const before = await appointmentOf("Erika Erstewoche");
    await page.getByRole("button", { name: /Erika Erstewoche/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Move", exact: true }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Move Erika Erstewoche" });
    await dialog.getByRole("group", { name: "Free times" }).getByRole("button").last().focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: /^Move to / }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/Erika Erstewoche moved to/).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(/Erika Erstewoche is back at/).waitFor();
    await expect.poll(async () => (await appointmentOf("Erika Erstewoche")).startsAt, SOON).toBe(before.startsAt);
  });

  it("is told of busy time that comes to lie over it, on its day and on itself, until it is kept as it is", async () => {
    const { startsAt, endsAt, staffId } = await appointmentOf("Erika Erstewoche");
    await open(`calendar?date=${startsAt.slice(0, 10)}`);
    await page.getByRole("button", { name: /Erika Erstewoche/ }).waitFor();
    const dentist = { calendarId: staffId, startsAt, endsAt, note: "Dentist" };
    const { id } = await askApi<{ id: string }>(demo, `/branches/${demo.branchId}/busy`, dentist);
    await page.getByTestId(`busy-${id}`).waitFor(); // without a reload
    await page.getByRole("button", { name: /Erika Erstewoche.*Conflict with busy time/ }).click();
    const sheet = page.getByRole("dialog", { name: "Erika Erstewoche" });
    await sheet.getByRole("button", { name: "Keep it as it is" }).click();
    await expect.poll(() => page.getByText("Conflict with busy time").count(), SOON).toBe(0);
    await page.keyboard.press("Escape");
    await open(`calendar?mode=week&date=${startsAt.slice(0, 10)}`);
    expect(await page.getByTestId(`busy-${id}`).textContent()).toMatch(/\d [A-Z].*Busy · Dentist/);
    expect(await send("DELETE", `/api/v1/branches/${demo.branchId}/busy/${id}`, {})).toBe(204);
    await page.getByTestId(`busy-${id}`).waitFor({ state: "detached" }); // without a reload here as well
  });

  it("gives one to a colleague by dragging, and another length by its edge and by keys", async () => {
    const { id, date, colleague } = await bookFarAhead("Zoe Ziehbar");
    await open(`calendar?date=${date}`);
    const block = page.getByTestId(`appointment-${id}`);
    await block.scrollIntoViewIfNeeded();
    const column = await page.locator(`[data-column="${colleague}"]`).boundingBox();
    if (!column) throw new Error("the colleague has no column");
    const before = await boxOf(block);
    await dragFrom({ x: before.x + 20, y: before.y + 8 }, { x: column.x + 20, y: before.y + 8 });
    await expect.poll(async () => (await readAppointment(id)).staffId, SOON).toBe(colleague);

    const minutes = minutesOf(await readAppointment(id));
    const edge = await boxOf(block.getByTestId("edge"));
    const from = { x: edge.x + edge.width / 2, y: edge.y + edge.height / 2 };
    await dragFrom(from, { x: from.x, y: from.y + 40 }); // half an hour at 80 px an hour
    await expect.poll(async () => minutesOf(await readAppointment(id)), SOON).toBe(minutes + 30);
    await block.focus();
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(async () => minutesOf(await readAppointment(id)), SOON).toBe(minutes + 15);
    await page.getByRole("button", { name: "Undo" }).first().click(); // the newest is on top
    await expect.poll(async () => minutesOf(await readAppointment(id)), SOON).toBe(minutes + 30);
  });

  it("finds it again by a few letters", async () => {
    await open("services");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("erstew");
    await page.getByRole("option", { name: /Erika Erstewoche .+\d/ }).click();
    await page.getByRole("dialog", { name: "Erika Erstewoche" }).waitFor();
    expect(page.url()).toMatch(/appointment=apt_/);
  });

  it("knows the customer from then on, whose notes are kept and who books again without being typed in anew", async () => {
    await open("customers");
    await page.getByRole("searchbox").fill("erstew");
    await page.getByRole("link", { name: "Erika Erstewoche" }).click();
    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit Erika Erstewoche" });
    await dialog.getByLabel("Notes").fill("Takes tea");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Takes tea", { exact: true }).waitFor();
    await page.getByRole("button", { name: "New appointment" }).click();
    const booking = page.getByRole("dialog", { name: "New appointment" });
    await booking.waitFor();
    expect(await booking.getByLabel("Name").inputValue()).toBe("Erika Erstewoche");
  });

  it("books a series after a look at its dates, and cancels what follows from the second on", async () => {
    await open("series");
    await page.getByRole("button", { name: "New series" }).click();
    const dialog = page.getByRole("dialog", { name: "New series" });
    await chooseFreeTime(dialog);
    await dialog.getByLabel("Name").fill("Sabine Serie");
    await dialog.getByLabel("Dates in all").fill("3");
    await dialog.getByRole("button", { name: "Check the dates" }).click();
    await dialog.getByText(/\d of 3 dates are free/).waitFor();
    await dialog.getByRole("button", { name: /^Book \d dates?$/ }).click();
    await page.getByText(/Sabine Serie is booked for/).waitFor();
    const rows = page.getByRole("row").filter({ has: page.getByRole("button", { name: "Cancel", exact: true }) });
    await rows.first().waitFor();
    const before = await rows.count();
    await refusesToMoveAll(rows);
    await rows.nth(1).getByRole("button", { name: "Cancel", exact: true }).click();
    const question = page.getByRole("dialog", { name: "Cancel appointments of Sabine Serie?" });
    await question.getByLabel("What is meant").click();
    await page.getByRole("option", { name: "This and all that follow" }).click();
    await question.getByRole("button", { name: "Cancel this and the following" }).click();
    await page.getByText(`${before - 1} appointment`).waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await rows.getByRole("button", { name: /\d{4}/ }).click();
    await page.getByRole("button", { name: "Cancel appointment" }).click();
    const one = page.getByRole("dialog", { name: "Cancel the appointment of Sabine Serie?" });
    await one.getByText("Date 1 of a series. Its other dates stay as they are.").waitFor();
    await one.getByRole("link", { name: "Show the series" }).click();
    await expect.poll(() => page.getByRole("dialog").count(), SOON).toBe(0);
    await rows.first().waitFor();
  });

  it("books a package, a part of it with whom the customer wants", async () => {
    const { branchId, serviceIds } = demo;
    const query = `items=${serviceIds.slice(0, 2).join(",")}&limit=1`;
    const { starts } = await askApi<PackageStarts>(demo, `/branches/${branchId}/packages/availability?${query}`);
    const { startsAt, items } = starts[0] as PackageStarts["starts"][number]; // the demo has room
    const name = await nameOf(items[1]?.staffId);
    await open("series");
    await page.getByRole("button", { name: "New package" }).click();
    const dialog = page.getByRole("dialog", { name: "New package" });
    await dialog.getByLabel("Day").fill(startsAt.slice(0, 10));
    await dialog.getByRole("group", { name: "Service 2" }).getByLabel("With").click();
    await page.getByRole("option", { name }).click();
    await dialog.getByLabel("Time").click();
    await page.getByRole("option").last().click();
    await dialog.getByLabel("Name").fill("Petra Paket");
    await dialog.getByRole("button", { name: /^Book / }).click();
    await page.getByText(/Petra Paket is booked for/).waitFor();
    await expect.poll(() => page.getByRole("row").nth(2).textContent(), SOON).toContain(name);
  });

  it("invites a colleague, and takes that back", async () => {
    await open("team");
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite" });
    await dialog.getByLabel("E-mail").fill("neu@salon-morgenrot.example");
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    const row = page.getByRole("row", { name: /neu@salon-morgenrot.example/ });
    await row.getByRole("button", { name: /^Withdraw/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("No open invitations").waitFor();
    expect(await row.count()).toBe(0);
  });

  it("opens a day that was closed, and free times appear on it", async () => {
    const sunday = nextSunday();
    expect(await slotsOn(sunday)).toBe(0);
    await open("branch");
    await page.getByRole("button", { name: "Add hours: Sunday" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await expect.poll(() => slotsOn(sunday)).toBeGreaterThan(0);
  });
});

it("a test call appears in the list of calls while it goes on", async () => {
  await open("calls?status=ongoing");
  await page.getByRole("button", { name: "Place a test call" }).click();
  const dialog = page.getByRole("dialog", { name: "Place a test call" });
  await dialog.getByRole("button", { name: "Call", exact: true }).click();
  await page.getByText("It rings").waitFor();
  await expect.poll(() => page.getByRole("row").count(), { timeout: SETTLE_MS }).toBeGreaterThan(1);
});

it("a call is found by what was said, and plays from the line that is clicked", async () => {
  const usual = { keepsRecordings: false, recordingDays: 30, wordDays: 365 };
  await putSettings({ ...usual, keepsRecordings: true });
  const order = { scenario: "book", language: "en", pace: 0, seed: 4_711 } as const;
  const { callId: providerCallId } = await placeCall(demo, order);
  const callOf = async () => {
    const { items } = await askApi<{ items: CallSummaryView[] }>(demo, "/calls?limit=20");
    const found = items.find((call) => call.providerCallId === providerCallId);
    return found ? askApi<CallView>(demo, `/calls/${found.id}`) : null;
  };
  await expect.poll(async () => (await callOf())?.recording?.state, { timeout: SETTLE_MS }).toBe("stored");
  await putSettings(usual);
  const call = await callOf();
  const said = call?.transcript.flatMap((line) => (line.kind === "speech" ? line.text.split(/\W+/) : [])) ?? [];
  const word = said.toSorted((one, other) => other.length - one.length)[0] ?? "";

  await open("calls");
  await page.getByRole("searchbox", { name: "Search by number or by what was said" }).fill(word.slice(0, 8));
  await page.locator(`a[href*="${call?.id}"]`).click();
  await page.getByRole("button", { name: "Listen to the recording" }).click();
  const line = page.locator('button[title="Play from here"]').nth(1);
  await line.press("Enter");
  const player = page.locator("audio");
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0.5);
  await page.locator('li[aria-current="true"]').waitFor();
  await page.getByRole("combobox", { name: "Speed" }).click();
  await page.getByRole("option", { name: "2×", exact: true }).click();
  expect(await player.evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(2);
  await page.getByRole("switch", { name: "Skip silence" }).click();
  expect(await page.getByRole("switch", { name: "Skip silence" }).isChecked()).toBe(true);

  // What it came to stands above it, and the whole of it can be had as data.
  await page.getByText("Words kept until").waitFor();
  expect(await page.getByText(/^p95 [\d,]+ ms$/).count()).toBe(2);
  await page.getByRole("button", { name: "Raw data" }).click();
  await page.getByRole("dialog", { name: "Raw data" }).getByText(`"id": "${call?.id}"`).waitFor();
});

async function putSettings(body: object): Promise<void> {
  const headers = { authorization: `Bearer ${demo.tenantApiKey}`, "content-type": "application/json" };
  const url = `${demo.baseUrl}/api/v1/call-settings`;
  const answer = await fetch(url, { method: "PUT", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

/** What stands in the way of which date is said in words, where one of them cannot be moved along. */
async function refusesToMoveAll(rows: Locator): Promise<void> {
  const part = { position: 2, date: "2030-01-15", startsAt: "2030-01-15T10:00:00+01:00", staffId: null };
  const occurrences = [{ ...part, status: "slot_taken", alternatives: [] }];
  const refusal = { title: "1 of 2 parts cannot be had. Number 2: slot_taken.", code: "slot_taken", occurrences };
  await page.route("**/series/*/reschedule", (route) => route.fulfill({ status: 409, json: refusal }));
  await rows.first().getByRole("button", { name: "Move", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Move appointments of Sabine Serie" });
  await dialog.getByRole("group", { name: "Free times" }).getByRole("button").last().click();
  await dialog.getByRole("button", { name: /^Move to / }).click();
  await dialog.getByText("The time is taken.").waitFor();
  expect(await dialog.getByText("slot_taken").count()).toBe(0);
  await page.unroute("**/series/*/reschedule");
  await dialog.getByRole("button", { name: "Cancel" }).click();
}

describe("what other software may do", () => {
  it("makes a key, shows it once, and the audit log knows of it", async () => {
    await open("access");
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog", { name: "New key" });
    await dialog.getByLabel("Name").fill("Website");
    await dialog.getByLabel("appointments:read").check();
    await dialog.getByRole("button", { name: "Make key" }).click();
    const shown = page.getByRole("dialog", { name: "Website" });
    const secret = await shown.getByText(/^fd_live_/).innerText();
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${demo.baseUrl}/api/v1/appointments?limit=1`, { headers })).status).toBe(200);
    expect((await fetch(`${demo.baseUrl}/api/v1/customers?limit=1`, { headers })).status).toBe(403);
    await shown.getByRole("button", { name: "I have stored it" }).click();
    await page.getByText("fd_live_").nth(1).waitFor();
    await open("audit");
    await page.getByRole("button", { name: "API key: created" }).first().click();
    await page.getByRole("dialog", { name: "API key: created" }).getByText("appointments:read").waitFor();

    // What was asked with it is found by the id that the answer carries, or by what went wrong.
    const answer = await fetch(`${demo.baseUrl}/api/v1/customers/cus_nobody`, { headers: { "x-api-key": secret } });
    const requestId = answer.headers.get("x-request-id") ?? "";
    const isLogged = async () => {
      await open(`access?tab=log&q=${requestId}`);
      return page.getByRole("row", { name: /customers\/cus_nobody 403/ }).isVisible();
    };
    await expect.poll(isLogged, SOON).toBe(true);
    await page.getByRole("button", { name: "forbidden", exact: true }).click();
    await expect.poll(() => page.getByRole("row", { name: /403/ }).count(), SOON).toBeGreaterThan(1);
    expect(await page.getByRole("searchbox").inputValue()).toBe("forbidden");
  });
});

describe("calendars that are kept elsewhere", () => {
  it("block a member's time, and read ours at an address that is shown once", async () => {
    await open("calendars");
    await page.getByRole("button", { name: "Add a calendar" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a calendar" });
    await dialog.getByLabel("Name").fill("Private");
    await dialog.getByLabel("Address").fill(`${demo.sandboxUrl}/calendars/private.ics`);
    await dialog.getByRole("button", { name: "Add" }).click();
    const row = page.getByRole("row", { name: /Private/ });
    await row.getByText("Working").waitFor();
    expect(await row.getByText(/busy \d+ times/).count()).toBe(1);

    await open("calendars?tab=feeds");
    await page.getByRole("button", { name: "New address" }).click();
    await page.getByRole("dialog", { name: "New address" }).getByRole("button", { name: "Make address" }).click();
    const shown = page.getByRole("dialog", { name: "Calendar address" });
    const address = await shown.getByText(/\.ics$/).innerText();
    expect(await (await fetch(address)).text()).toMatch(/^BEGIN:VCALENDAR[^]*BEGIN:VEVENT/);
    await shown.getByRole("button", { name: "I have stored it" }).click();
    await page.getByRole("row", { name: /The whole branch/ }).waitFor();
  });
});

describe("what the business says of itself", () => {
  it("is its name, and a picture that is made small enough", async () => {
    await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
    await open("settings");
    await page.getByLabel("Name", { exact: true }).fill("Salon Abendrot");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("Saved").first().waitFor();
    await page.setInputFiles("input[type=file]", { name: "logo.png", mimeType: "image/png", buffer: await aPicture() });
    await page.getByRole("img", { name: "Logo" }).waitFor();
    const { businessName, logoUrl, bookingPageUrl } = await askApi<Branding>(demo, "/branding");
    expect(businessName).toBe("Salon Abendrot");
    const picture = await (await fetch(logoUrl)).blob();
    expect([picture.type, picture.size < 100_000]).toEqual(["image/png", true]);
    expect(await (await fetch(`${bookingPageUrl}?lang=en`)).text()).toContain("<strong>Salon Abendrot</strong>");
    await page.setInputFiles("input[type=file]", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("no") });
    await page.getByRole("alert").getByText("This file is no picture").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Salon Morgenrot");
    await page.getByRole("button", { name: "Save" }).first().click();
    await expect.poll(async () => (await askApi<Branding>(demo, "/branding")).businessName).toBe("Salon Morgenrot");
  });

  it("is what a service asks, allows and needs", async () => {
    const serviceId = demo.serviceIds.at(-1); // others book the first ones meanwhile
    await open(`services/${serviceId}`);
    await page.getByLabel("A week, in all").fill("9000");
    await page.getByLabel("Deposit in EUR").fill("12.50");
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByLabel("Question", { exact: true }).fill("Have you been here before?");
    await page.getByLabel("Must be answered").click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").first().waitFor();
    const service = await askApi<Service>(demo, `/services/${serviceId}`);
    const asked = { label: "Have you been here before?", type: "text", isRequired: true };
    expect(service).toMatchObject({
      depositMinor: 1_250,
      caps: { branchWeek: 9_000, branchDay: null },
      questions: [asked],
    });
    await openBooking(service.name);
    await page.getByText("Customers must answer this: please ask").waitFor();
    await page.getByLabel("Name").fill("Olga Ohneantwort");
    await page.getByRole("button", { name: /^Book / }).click();
    await page.getByText(/Olga Ohneantwort is booked/).waitFor();
  });

  it("has the parts of a package that wait for an answer declined one by one, which the question says", async () => {
    const serviceId = demo.serviceIds.at(-1) ?? "";
    expect(await send("PATCH", `/api/v1/services/${serviceId}`, { approvalHours: 24 })).toBe(200);
    const [first, second] = await bookTwice(serviceId, "Paula Paket");
    await open(`today?appointment=${first}`);
    await page.getByRole("dialog", { name: "Paula Paket" }).getByRole("button", { name: "Decline" }).click();
    const question = page.getByRole("dialog", { name: "Decline the request of Paula Paket?" });
    await question.getByText("Part 1 of a package. Its other parts stay as they are.").waitFor();
    await question.getByRole("button", { name: "Decline the request" }).click();
    const statuses = () => Promise.all([first, second].map(async (id) => (await readAppointment(id)).status));
    await expect.poll(statuses, SOON).toEqual(["declined", "pending"]);
  });
});

describe("calendars at vendors", () => {
  it("are connected by Google's own page or by a key, and a member's appointments are written there", async () => {
    await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
    await open("integrations");
    await page.getByRole("button", { name: "Connect Google Calendar" }).click();
    await page.getByRole("heading", { name: /^Google Calendar · / }).waitFor();
    await page.getByRole("button", { name: "Choose a calendar" }).click();
    const dialog = page.getByRole("dialog", { name: "Choose a calendar" });
    await googleRefuses("/calendar/v3/calendars/", 400);
    await dialog.getByRole("button", { name: "Choose", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(async () => (await google())?.dead ?? 0, { timeout: SETTLE_MS }).toBeGreaterThan(1);
    await googleIsWell();
    await page.getByRole("button", { name: /open entr/ }).click();
    const given = page.locator('[data-mirror="dead"]').first();
    await given.getByRole("button", { name: "Try again" }).click();
    await expect.poll(async () => (await google())?.lastSyncAt, { timeout: SETTLE_MS }).not.toBeNull();

    await page.getByRole("button", { name: "Connect Cal.com" }).click();
    const form = page.getByRole("dialog", { name: "Connect Cal.com" });
    await form.getByLabel("Name").fill("Jonas");
    await form.getByLabel("API key").fill("cal_0123456789abcdef");
    await form.getByRole("button", { name: "Connect" }).click();
    await page.getByRole("heading", { name: "Cal.com · Jonas" }).waitFor();
  }, 60_000);

  it("that are cut off are told of on every page, until they are connected again", async () => {
    await open("integrations");
    await googleRefuses("/calendar/v3/users/me/calendarList", 401);
    await page.getByRole("button", { name: "Test", exact: true }).first().click();
    const banner = page.getByRole("complementary", { name: "Calendars outside" });
    await banner.waitFor();
    await googleIsWell();
    await open("today");
    await page.getByText("Calendar cut off").waitFor();
    expect(await faults("today, with a calendar cut off", "en")).toEqual([]);
    await banner.getByRole("link", { name: "Connect again" }).click();
    await page.getByRole("button", { name: "Connect again" }).click();
    await page.getByText("The account is connected.").waitFor();
    await banner.waitFor({ state: "detached" });
  }, 60_000);
});

describe("the installed app", () => {
  it("opens without a network, with what it showed last, which signing out takes away", async () => {
    const device = await launchBrowser();
    const installed = await device.newContext({ locale: "en-GB" });
    const app = await installed.newPage();
    await signInAsOwner(app, demo);
    // As a window without a browser around it says.
    await app.addInitScript(() => {
      const ask = globalThis.matchMedia.bind(globalThis);
      globalThis.matchMedia = (query) => ask(query === "(display-mode: standalone)" ? "all" : query);
    });
    await app.goto(`${demo.baseUrl}/app/customers`);
    await app.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await app.goto(`${demo.baseUrl}/app/customers`);
    await app.getByRole("link", { name: "Erika Erstewoche" }).waitFor();

    tellWhenFailing(app);
    await installed.setOffline(true);
    await app.goto(`${demo.baseUrl}/app/customers`);
    await app.getByRole("link", { name: "Erika Erstewoche" }).waitFor();
    await installed.setOffline(false);

    await app.goto(`${demo.baseUrl}/app/today`);
    await app.getByRole("button", { name: /Katharina Vogel/ }).click();
    await app.getByRole("menuitem", { name: "Sign out" }).click();
    await app.waitForURL(/\/login/);
    expect(await app.evaluate(() => caches.has("frontdesk-view"))).toBe(false);
    await device.close();
  }, 60_000);
});

describe("the agent", () => {
  it("is talked to from the page, in a web call that is seen as it goes on", async () => {
    await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
    const agent = `/api/v1/voice/agents/${demo.branchId}/publish`;
    // The demo's webhooks from Vapi are signed: a credential is made there first, by which the call below proves itself.
    for (const { connectionId } of [demo.vapi, demo.retell]) {
      expect(await send("POST", agent, { connectionId })).toBe(200);
    }
    await open("voice");
    await page.getByRole("button", { name: "Talk to your agent" }).click();
    const dialog = page.getByRole("dialog", { name: "Talk to your agent" });
    await dialog.getByRole("button", { name: "Start the call" }).click();
    await dialog.getByText("On the phone").waitFor();
    await dialog.getByText("book_appointment").first().waitFor();
    await dialog.getByText("The call has ended.").waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("link", { name: "Open call" }).click();
    await page.getByRole("button", { name: "Mark as spam" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Mark as spam" }).click();
    await page.getByRole("button", { name: "Not spam" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Mark as spam" }).waitFor();
  }, 90_000);

  it("raises an emergency that stands above every page, without a reload, until somebody takes it", async () => {
    const rota = { isOn: true, waitMinutes: 5, rounds: 1 };
    expect(await send("PUT", "/api/v1/on-call/settings", rota)).toBe(200);
    await open("today");
    await placeCall(demo, { scenario: "emergency", language: "en", pace: 0, seed: 3 });
    const banner = page.getByRole("complementary", { name: "Emergency" });
    await banner.getByText(/Burst pipe/).waitFor();
    await page.getByRole("listitem").filter({ hasText: "Burst pipe" }).first().waitFor();
    expect(await faults("today, with an emergency", "en")).toEqual([]);
    await banner.getByRole("button", { name: "I take it" }).click();
    await banner.waitFor({ state: "detached" });
  }, 60_000);
});

describe("the board of leads", () => {
  it("is worked on with the keyboard alone", async () => {
    await open("leads");
    await page.getByRole("button", { name: /Friederike Albrecht: (Contacted|Kontaktiert)/ }).press("Enter");
    const next = page.getByRole("button", { name: /Friederike Albrecht: (Promising|Aussichtsreich)/ });
    await next.waitFor();
    expect(await next.count()).toBe(1);
  });

  it("shows whom a name's first letters fit", async () => {
    await open("leads");
    const other = page.getByText("Friederike Albrecht");
    await other.waitFor();
    await page.getByRole("searchbox", { name: /(Name, number|Name, Nummer)/ }).fill("osterm");
    await other.waitFor({ state: "detached" });
    await page.getByText("Bernd Ostermann").waitFor();
    expect(await page.getByText("Bernd Ostermann").count()).toBe(1);
  });
});

describe("every page", () => {
  it.each(["en", "de"] as const)(
    "has no accessibility violation and no sideways scroll in %s, light and dark, at 320 and 1280 px",
    async (language) => {
      await page.evaluate((value) => localStorage.setItem("frontdesk.language", value), language);
      const found: string[] = [];
      await open("help");
      for (const path of [...PAGES, ...(await detailPages())]) {
        await walkTo(path);
        found.push(...(await faults(path, language)));
      }
      expect(found).toEqual([]);
    },
    420_000,
  );

  it("of the operators' console too", async () => {
    await becomeOperator(page, demo);
    const found: string[] = [];
    for (const [index, path] of CONSOLE_PAGES.entries()) {
      const language = index % 2 === 0 ? "en" : "de";
      await page.evaluate((value) => localStorage.setItem("frontdesk.language", value), language);
      await page.goto(`${demo.baseUrl}/admin/${path.replace("TENANT", demo.tenantId)}`);
      await page.locator("nav a[aria-current=page]").waitFor();
      await page.waitForFunction(() => document.querySelector("main .animate-appear") === null);
      found.push(...(await faults(path, language)));
      await page.setViewportSize({ width: 320, height: 900 });
      found.push(...(await smallTargets(page)).map((text) => `${path} 320: ${text}`));
    }
    expect(found).toEqual([]);
  }, 300_000);
});

/** As a link leads there: loading each page anew asks for more than a person may within a minute. */
async function walkTo(path: string): Promise<void> {
  // A heading that is new tells that the page is there, which a tab of the same page does not have.
  if (new URL(page.url()).pathname === `/app/${path.split("?")[0]}` && path !== "help") await walkTo("help");
  await page.evaluate((url) => {
    document.querySelector("main h1")?.setAttribute("data-left", "");
    history.pushState({}, "", url);
  }, `/app/${path}`);
  await page.locator("main h1:not([data-left])").first().waitFor();
}

/** One of each kind of thing that has a page of its own. */
async function detailPages(): Promise<string[]> {
  const firstOf = async (list: string) => (await askApi<{ items: { id: string }[] }>(demo, list)).items[0]?.id;
  const lists = ["/customers?limit=1", "/calls?status=ended&limit=1", "/leads?limit=1"];
  const [customer, call, lead] = await Promise.all(lists.map(firstOf));
  const catalogue = [`services/${demo.serviceIds[0]}`, `staff/${demo.staffIds[0]}`];
  return [`customers/${customer}`, `calls/${call}`, `leads/${lead}`, ...catalogue];
}

describe("an operator", () => {
  it("has what a calendar refused written again, many at once", async () => {
    await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
    await page.goto(`${demo.baseUrl}/admin/calendar-entries`);
    await page.getByRole("checkbox").first().waitFor();
    for (const box of await page.getByRole("checkbox").all()) await box.check();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Nothing here").waitFor();
    await expect.poll(async () => (await google())?.dead, { timeout: SETTLE_MS }).toBe(0);
  }, 60_000);

  it("looks into a business for a reason, sees for how long on every page, and leaves", async () => {
    await page.evaluate(() => localStorage.setItem("frontdesk.language", "en"));
    await page.goto(`${demo.baseUrl}/admin/tenants/${demo.tenantId}`);
    await page.getByRole("button", { name: "Look inside" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Ticket 4711: appointments are missing");
    await dialog.getByRole("button", { name: "Look inside" }).click();
    await page.waitForURL(/\/app\/today/);
    const banner = page.getByRole("complementary", { name: "An operator looks in" });
    expect(await banner.getByRole("timer").textContent()).toMatch(/^(30:00|29:\d\d)$/);
    await open("services");
    expect(await faults("services, looked into", "en")).toEqual([]);
    await banner.getByRole("button", { name: "Stop" }).click();
    await page.waitForURL(/\/admin\/tenants\//);
    const cookies = (await context.cookies()).map(({ name }) => name);
    expect(cookies).toContain("__Host-operator");
    expect(cookies).not.toContain("__Host-session");
  }, 60_000);

  it("says nothing in the console, and keeps to its content security policy", () => {
    expect(complaints).toEqual([]);
  });
});

/** The account that was connected first. */
async function google() {
  const { items } = await askApi<{ items: { lastSyncAt: string | null; dead: number }[] }>(demo, "/calendar-accounts");
  return items[0];
}

async function googleRefuses(path: string, status: number): Promise<void> {
  const order = { method: "POST", headers: { "content-type": "application/json" } };
  const body = JSON.stringify({ vendor: "google", kind: "status", path, status });
  const answer = await fetch(`${demo.sandboxUrl}/control/faults`, { ...order, body });
  expect(answer.ok).toBe(true);
}

/** Takes Google's faults away, and nobody else's. */
async function googleIsWell(): Promise<void> {
  const url = `${demo.sandboxUrl}/control/faults`;
  const { faults: known } = (await (await fetch(url)).json()) as { faults: { id: string; vendor: string }[] };
  for (const { id, vendor } of known) if (vendor === "google") await fetch(`${url}/${id}`, { method: "DELETE" });
}

type Branding = { businessName: string; logoUrl: string; bookingPageUrl: string };

/** Larger than any logo need be. */
async function aPicture(): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1_600, height: 900 });
    canvas.getContext("2d")?.fillRect(100, 100, 1_200, 500);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(base64, "base64");
}

type Appointment = { id: string; startsAt: string; endsAt: string; staffId: string; customer: { name: string } };

async function appointmentOf(name: string): Promise<Appointment> {
  const from = encodeURIComponent(new Date().toISOString());
  const find = async () => {
    const { items } = await askApi<{ items: Appointment[] }>(demo, `/appointments?from=${from}&limit=100`);
    return items.find(({ customer }) => customer.name === name);
  };
  await expect.poll(find, { timeout: SETTLE_MS }).toBeDefined();
  return (await find()) as Appointment; // polled for above
}

type PackageStarts = { starts: { startsAt: string; items: { staffId: string }[] }[] };
type Service = { name: string; questions: { id: string }[] };

/** As somebody does whose bookings wait for an answer. */
async function bookTwice(serviceId: string, name: string): Promise<[string, string]> {
  const { branchId } = demo;
  const { questions } = await askApi<Service>(demo, `/services/${serviceId}`);
  const query = `items=${serviceId},${serviceId}&gapMinutes=60`;
  const path = `/branches/${branchId}/packages/availability?${query}`;
  const { starts } = await askApi<PackageStarts>(demo, path);
  const { appointments } = await askApi<{ appointments: [Timed, Timed] }>(demo, "/packages", {
    branchId,
    startsAt: starts[0]?.startsAt,
    items: [{ serviceId }, { serviceId }],
    gapMinutes: 60,
    customer: { name },
    answers: Object.fromEntries(questions.map(({ id }) => [id, "Yes"])),
  });
  return [appointments[0].id, appointments[1].id];
}

/** The dialog for a new appointment, with a free time of the service chosen. */
async function openBooking(service: string): Promise<void> {
  await open("today");
  await page.getByRole("button", { name: "New appointment" }).click();
  const dialog = page.getByRole("dialog", { name: "New appointment" });
  await dialog.getByLabel("Service").click();
  await page.getByRole("option", { name: new RegExp(`^${service}`) }).click();
  await chooseFreeTime(dialog);
}

async function nameOf(staffId: string | undefined): Promise<string> {
  const { items } = await askApi<{ items: { id: string; name: string }[] }>(demo, `/staff?branchId=${demo.branchId}`);
  return items.find(({ id }) => id === staffId)?.name ?? "";
}

async function slotsOn(date: string): Promise<number> {
  const { branchId, serviceIds } = demo;
  const query = `serviceId=${serviceIds[0]}&from=${date}T00:00:00Z&to=${date}T23:00:00Z`;
  const path = `/branches/${branchId}/availability?${query}`;
  return (await askApi<{ slots: unknown[] }>(demo, path)).slots.length;
}

function nextSunday(): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7 || 7));
  return day.toISOString().slice(0, 10);
}

type Timed = { id: string; startsAt: string; endsAt: string; staffId: string; status: string };

const readAppointment = (id: string) => askApi<Timed>(demo, `/appointments/${id}`);
const minutesOf = ({ startsAt, endsAt }: Timed) => (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;

/** On a day that nobody else wants, early enough for all that is done with it. */
async function bookFarAhead(name: string): Promise<{ id: string; date: string; colleague: string }> {
  const [branchId, serviceId] = [demo.branchId, demo.serviceIds[0] ?? ""];
  const [from, to] = [20, 27].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const query = new URLSearchParams({ serviceId, from: from ?? "", to: to ?? "", limit: "200" });
  const path = `/branches/${branchId}/availability?${query.toString()}`;
  const { slots } = await askApi<{ slots: { startsAt: string; staffIds: string[] }[] }>(demo, path);
  // Both are free for another half an hour.
  const freeAt = (at: number) => slots.find(({ startsAt }) => Date.parse(startsAt) === at)?.staffIds ?? [];
  const slot = slots.find(({ staffIds: [one, other], startsAt }) => {
    const next = freeAt(Date.parse(startsAt) + 30 * 60_000);
    return one && other && next.includes(one) && next.includes(other) && /T1[0-4]:/.test(startsAt);
  });
  if (!slot) throw new Error(`nobody but one is free: ${JSON.stringify(slots.slice(0, 3))}`);
  const body = { branchId, serviceId, startsAt: slot.startsAt, staffId: slot.staffIds[0], customer: { name } };
  const headers = { authorization: `Bearer ${demo.tenantApiKey}`, "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const { id, startsAt } = (await (await fetch(`${demo.baseUrl}/api/v1/appointments`, init)).json()) as Timed;
  return { id, date: startsAt.slice(0, 10), colleague: slot.staffIds[1] ?? "" };
}

async function boxOf(locator: ReturnType<Page["locator"]>) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error("it is not to be seen");
  return box;
}

async function dragFrom(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** The first free time of the day, or the nearest where it has none. */
async function chooseFreeTime(dialog: ReturnType<Page["getByRole"]>): Promise<void> {
  await dialog
    .getByRole("group", { name: /free times$/i })
    .getByRole("button")
    .first()
    .click();
}

/** Between them, each page is seen in both languages, both themes and both widths. */
const LOOKS = {
  en: [[320, "light"]],
  de: [[1_280, "dark"]],
} as const;

type Look = readonly [width: number, colorScheme: "light" | "dark"];

/** As whoever is signed in. */
function send(method: string, path: string, content: object): Promise<number> {
  return page.evaluate(
    async ([verb, url, body]) => {
      const init = { method: verb, headers: { "content-type": "application/json" }, body };
      return (await fetch(url, init)).status;
    },
    [method, path, JSON.stringify(content)] as const,
  );
}

async function faults(path: string, language: "en" | "de", looks: readonly Look[] = LOOKS[language]) {
  const found: string[] = [];
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await untilLoaded();
    found.push(...(await violations(page)).map((text) => `${path} ${width} ${colorScheme}: ${text}`));
    if (await scrollsSideways(page)) found.push(`${path} ${width}: scrolls sideways`);
  }
  return found;
}

async function untilLoaded(): Promise<void> {
  await page.waitForFunction(() => document.querySelector("main [aria-busy]:not([data-sample] *)") === null);
}
