import { describe, expect, it } from "vitest";
import { readTextFile } from "../../../src/dashboard/imports/read-text-file.ts";

const read = (...parts: BlobPart[]) => readTextFile(new Blob(parts));
/** As a spreadsheet on Windows saves it: each of these letters is one byte. */
const windows = (text: string) => Uint8Array.from(text, (letter) => WINDOWS.get(letter) ?? letter.charCodeAt(0));
const WINDOWS = new Map([
  ["€", 0x80],
  ["„", 0x84],
  ["–", 0x96],
  ["“", 0x93],
]);
const TABLE = "Name;Straße;Preis\r\nJürgen Größl;Äußere Gasse – 5;30 €\r\n";

describe("a text file", () => {
  it.each(["", "Name;Ort\nMax;Ulm\n", TABLE, "名前\n", "\u{1f487}\n", "J\ufffdrgen\n"])(
    "in UTF-8 is read as such: %j",
    async (text) => {
      expect(await read(text)).toEqual({ text, encoding: "UTF-8" });
      expect(await read("\ufeff", text)).toEqual({ text, encoding: "UTF-8" });
    },
  );

  it.each([TABLE, "Name\nMüller\n", "„Spaß“ – für Ärzte", "é"])(
    "saved on Windows is read as that: %j",
    async (text) => {
      expect(await read(windows(text))).toEqual({ text, encoding: "Windows-1252" });
    },
  );

  it("in UTF-16, which spreadsheets call Unicode, is read as such", async () => {
    const bytes = Uint16Array.from(`\ufeff${TABLE}`, (letter) => letter.charCodeAt(0));
    expect(await read(bytes)).toEqual({ text: TABLE, encoding: "UTF-16" });
  });

  it("in UTF-8 with a byte that broke keeps all other letters", async () => {
    expect(await read(TABLE, new Uint8Array([0xc3]), "\n")).toEqual({ text: `${TABLE}\ufffd\n`, encoding: "UTF-8" });
  });
});
