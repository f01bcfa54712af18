import { describe, expect, it } from "vitest";
import {
  isAutomatic,
  isOwnWords,
  leadAddress,
  readInboundEmail,
  secretOfAddress,
} from "../../../src/domain/leads/inbound-email.ts";
import { plainText } from "../../../src/domain/messaging/plain-text.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const letter = { from: "Erika Muster <erika@example.com>", replyTo: null, subject: "Balayage", text: "" };

describe("the address for leads", () => {
  it("gives its secret back, in whatever case a mail server makes of it", () => {
    const address = leadAddress(SECRET, "in.example.com");
    expect(secretOfAddress(address)).toBe(SECRET);
    expect(secretOfAddress(`Salon <${address.toUpperCase()}>`)).toBe(SECRET);
    expect(["leads@in.example.com", "leads+0123@in.example.com", `reply+${SECRET}@x.de`].map(secretOfAddress)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("an e-mail that came in", () => {
  it("that somebody wrote is from its sender, and its subject is part of what they want", () => {
    const read = readInboundEmail(
      { ...letter, text: "Was kostet das?\nTel. 0151 12345678\n\nViele Grüße\nErika" },
      "DE",
    );
    expect(read).toMatchObject({ name: "Erika Muster", email: "erika@example.com", phone: "+4915112345678" });
    expect(read.request).toMatch(/^Balayage\nWas kostet das\?/);
    expect(isOwnWords(letter, read)).toBe(true);
  });

  it.each([
    {
      how: "a form has made",
      given: {
        from: "Website <web@salon.example>",
        replyTo: null,
        text: "Name: Anna Beck\nE-Mail: anna@x.de\nNachricht: Färben",
      },
      told: { name: "Anna Beck", email: "anna@x.de", request: expect.stringMatching(/^Färben/) },
    },
    {
      how: "a form has made, with whom to answer",
      given: { from: "web@salon.example", replyTo: "anna@x.de", text: "Ich möchte einen Termin." },
      told: { name: "anna@x.de", email: "anna@x.de" },
    },
    {
      how: "somebody has passed on",
      given: { from: "Salon <desk@salon.example>", replyTo: null, text: "FYI\n\nVon: Anna Beck <anna@x.de>\n\nHallo!" },
      told: { name: "Anna Beck", email: "anna@x.de" },
    },
  ])("that $how is from whom it is about", ({ given, told }) => {
    const read = readInboundEmail({ ...letter, ...given }, "DE");
    expect(read).toMatchObject(told);
    expect(isOwnWords(given, read)).toBe(false);
  });

  it("abuse 33: takes no header for another one, whatever its subject holds, and is bounded", () => {
    const read = readInboundEmail({ ...letter, subject: "Hi\r\nName: Evil", text: "x\n".repeat(50_000) }, "DE");
    expect(read.name).toBe("Erika Muster");
    expect(read.request?.length).toBeLessThanOrEqual(2_000);
  });

  it("that a machine has answered with is known by its headers", () => {
    const of = (name: string, value: string) => isAutomatic([{ name, value }]);
    expect([of("Auto-Submitted", "auto-replied"), of("Precedence", "bulk"), of("auto-submitted", "no")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("of HTML alone is read as its words, without styles, scripts and tags", () => {
    const html =
      "<style>p{color:red}</style><p>Hallo &amp; guten\n Tag</p><div>Tel: <b>0151</b></div><script>x()</script>";
    expect(plainText(html)).toBe("Hallo & guten Tag\nTel: 0151");
    expect(plainText("<".repeat(200_000))).toBe("");
  });
});
