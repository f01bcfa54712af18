import { describe, expect, it } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";

type Report = {
  counts: { new: number; known: number; refused: number; problems: number };
  rows: { line: number; outcome: string; reason: string | null; startsAt: string; customer: { name: string } }[];
  problems: { line: number; field: string; rule: string }[];
};

const csv = (date = dateInTenDays()) =>
  [
    "Datum;Uhrzeit;Leistung;Mitarbeiter;Name;Telefon",
    `${date};10:00;Cut;Anna;Erika Muster;0171 2345678`,
    `${date};10:15;Cut;Anna;Max Muster;0171 2345679`,
    `${date};14:00;Cut;Ben;"=1+1";`,
    `${date};15:00;Massage;Ben;Ina Unbekannt;`,
    `;15:00;Cut;Ben;Ohne Tag;`,
  ].join("\r\n");

async function send(tenant: TestTenant, path: string, text: string, more: object = {}, key?: string) {
  const options = { key: key ?? (await aKey(tenant)), method: "POST", body: { format: "csv", text, ...more } };
  return request(`/api/v1/branches/${tenant.branchId}/${path}`, options);
}

async function reportOf(response: Response): Promise<Report> {
  expect(response.status).toBe(200);
  return (await response.json()) as Report;
}

describe("importing a file", () => {
  it("tells first what would happen, line by line, and changes nothing", async () => {
    const tenant = await aTenant();
    const report = await reportOf(await send(tenant, "imports/preview", csv()));
    expect(report.counts).toEqual({ new: 2, known: 0, refused: 1, problems: 2 });
    expect(report.rows.map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
      [2, "new", null],
      [3, "refused", "slot_taken"],
      [4, "new", null],
    ]);
    expect(report.rows[2]?.customer.name).toBe("=1+1");
    expect(report.problems).toMatchObject([
      { line: 5, field: "service" },
      { line: 6, field: "startsAt" },
    ]);
    expect(await tenant.calendar().page(tenant.ref, "", 10)).toEqual([]);
  });

  it("takes over what fits, and nothing twice", async () => {
    const tenant = await aTenant();
    const first = await reportOf(await send(tenant, "imports", csv()));
    expect(first.counts).toEqual({ new: 2, known: 0, refused: 1, problems: 2 });
    const again = await reportOf(await send(tenant, "imports", csv()));
    expect(again.counts).toEqual({ new: 0, known: 2, refused: 1, problems: 2 });
    const page = await tenant.calendar().page(tenant.ref, "", 10);
    expect(page.map(({ source, status }) => [source.channel, status])).toEqual([
      ["import", "confirmed"],
      ["import", "confirmed"],
    ]);
  });

  it("warns of letters that were lost before, and takes the line over all the same", async () => {
    const tenant = await aTenant();
    const text = csv()
      .replace("Erika Muster", "J\ufffdrgen M\ufffdller")
      .replace("Telefon", "Telefon;Notizen")
      .replace("0171 2345679", "0171 2345679;kommt sp\ufffdter");
    for (const path of ["imports/preview", "imports"]) {
      const report = await reportOf(await send(tenant, path, text));
      expect(report.problems.filter(({ rule }) => rule === "lost_letters")).toEqual([
        { line: 2, field: "name", rule: "lost_letters" },
        { line: 3, field: "notes", rule: "lost_letters" },
      ]);
      expect(report.rows[0]).toMatchObject({ line: 2, outcome: "new", customer: { name: "J\ufffdrgen M\ufffdller" } });
      expect(report.counts).toMatchObject({ new: 2, problems: 4 });
    }
  });

  it("reads a calendar file", async () => {
    const tenant = await aTenant();
    const day = dateInTenDays().replaceAll("-", "");
    const lines = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Salon//EN",
      "BEGIN:VEVENT",
      "UID:one@salon",
      `DTSTART:${day}T100000`,
      `DTEND:${day}T104500`,
      "SUMMARY:Cut",
      "DESCRIPTION:Name: Erika Muster\\nTelefon: 0171 2345678",
      "END:VEVENT",
      "END:VCALENDAR",
    ];
    const report = await reportOf(
      await send(tenant, "imports", lines.join("\r\n"), { format: "ics", staffId: tenant.ben }),
    );
    expect(report.counts).toEqual({ new: 1, known: 0, refused: 0, problems: 0 });
    const [imported] = await tenant.calendar().page(tenant.ref, "", 10);
    expect(imported).toMatchObject({ staffId: tenant.ben, serviceId: tenant.cut });
  });

  it("names what is wrong with the whole file", async () => {
    const tenant = await aTenant();
    const refusedFor = async (text: string, more: object = {}) => {
      const { status, code, errors } = await problemOf(await send(tenant, "imports/preview", text, more));
      expect([status, code]).toEqual([400, "invalid_input"]);
      return errors?.map(({ field, rule }) => `${field} ${rule}`);
    };
    expect(await refusedFor("Name;Telefon\nErika;0171")).toEqual(
      ["date", "time", "service"].map((field) => `${field} missing_column`),
    );
    expect(await refusedFor("\n\n")).toEqual(["text no_rows"]);
    expect(await refusedFor("Name", { format: "ics" })).toEqual(["text not_a_calendar"]);
    expect(await refusedFor(csv(), { mapping: { Wer: "name" } })).toEqual(["mapping.Wer unknown_column"]);
  });

  it("is for owners and managers of the tenant alone", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const path = `/api/v1/branches/${tenant.branchId}/imports`;
    const body = { format: "csv", text: csv() };
    for (const role of ["staff", "viewer"] as const) {
      const session = await aSession(tenant, role);
      expect((await request(path, { session, method: "POST", body })).status).toBe(403);
    }
    const foreign = await send(tenant, "imports", csv(), {}, await aKey(other));
    expect(foreign.status).toBe(404);
    expect(await tenant.calendar().page(tenant.ref, "", 10)).toEqual([]);
  });
});
