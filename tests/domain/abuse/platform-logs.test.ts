import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const CONFIG = readFileSync("wrangler.toml", "utf8");

/** Links that open something carry their token in the address, and the platform writes addresses as they are. */
it("abuse 43: the platform is told to write no address of a request, in any environment", () => {
  expect(CONFIG.match(/^redact_query_string = .*$/gm)).toEqual(["redact_query_string = true"]);
  expect(CONFIG.match(/^invocation_logs = .*$/gm)).toEqual(["invocation_logs = false"]);
  expect(CONFIG).toMatch(/^\[observability\.traces\]\nenabled = false$/m);
  expect(CONFIG).not.toMatch(/^\[env\.\w+\.observability/m); // what environments do not repeat, they inherit
});
