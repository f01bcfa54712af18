import { beforeAll, describe, expect, it } from "vitest";
import { toApiTypes } from "../../../scripts/openapi/api-types.ts";
import type { ApiDocument } from "../../../src/http/openapi/document.ts";
import { RENEW_OPENAPI, readDocument } from "../../support/worker/openapi.ts";

let document: ApiDocument;

beforeAll(async () => {
  document = await readDocument();
});

/** `npm run openapi` writes them anew. */
describe("the committed description of the API", () => {
  it("says what the code does", async () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    await expect(text, RENEW_OPENAPI).toMatchFileSnapshot("../../../docs/openapi.json");
  });

  it("gives the dashboard its types", async () => {
    await expect(toApiTypes(document), RENEW_OPENAPI).toMatchFileSnapshot("../../../src/contracts/generated/api.ts");
  });
});
