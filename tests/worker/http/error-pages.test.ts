import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createApp } from "../../../src/http/app.ts";
import { request } from "../../support/worker/credentials.ts";
import { ORIGIN } from "../../support/worker/retell.ts";

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const canary = "SELECT secret FROM somewhere";

/** The app with a page and an API route that fail. */
function aBrokenApp() {
  const app = createApp();
  for (const path of ["/broken", "/api/broken"]) {
    app.get(path, () => {
      throw new Error(canary);
    });
  }
  return (path: string, headers: Record<string, string> = {}) => app.request(`${ORIGIN}${path}`, { headers }, env);
}

describe("a person in a browser", () => {
  it.each([
    { language: "de-AT,en;q=0.5", lang: "de", title: "Diese Seite gibt es nicht" },
    { language: "fr, en", lang: "en", title: "There is no such page" },
  ])("is told in $lang that a page does not exist", async ({ language, lang, title }) => {
    const headers = { ...browser, "accept-language": language, "x-request-id": "req-12345678" };
    const response = await request("/nowhere", { headers });
    const html = await response.text();
    expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain(title);
    expect(html).toContain("req-12345678");
    expect(html).not.toMatch(/<script|style=|<style| on[a-z]+=/);
  });

  it("is told of a fault by its request id alone", async () => {
    const response = await aBrokenApp()("/broken", { ...browser, "x-request-id": "req-12345678" });
    const html = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([500, "text/html; charset=UTF-8"]);
    expect(html).toContain("req-12345678");
    expect(html).not.toMatch(/SELECT|Error:|\.ts/);
  });
});

describe("software", () => {
  it.each(["/api/v1/nowhere", "/api/nowhere", "/webhooks/nobody/con_1", "/live/nowhere"])(
    "gets a problem document at %s, whatever it accepts",
    async (path) => {
      const response = await request(path, { headers: browser });
      expect([401, 404]).toContain(response.status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    },
  );

  it.each([{}, { accept: "application/json" }, browser])(
    "learns nothing of a fault but its id (%j)",
    async (headers) => {
      const response = await aBrokenApp()("/api/broken", { ...headers, "x-request-id": "req-12345678" });
      expect([response.status, await response.json()]).toEqual([
        500,
        {
          type: "urn:frontdesk:problem:internal",
          status: 500,
          code: "internal",
          title: "Something went wrong on our side.",
          requestId: "req-12345678",
        },
      ]);
    },
  );
});
