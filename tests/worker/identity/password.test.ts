import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hashPassword, needsRehash, verifyPassword } from "../../../src/use-cases/identity/password.ts";

const pepper = env.PASSWORD_PEPPER;

describe("password", () => {
  it("is stored as a salted PHC string that tells nothing of it", async () => {
    const [one, two] = [await hashPassword(pepper, "Geheim-123456"), await hashPassword(pepper, "Geheim-123456")];
    expect(one).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(one).not.toContain("Geheim");
  });

  it("verifies to the letter, spaces, case and Unicode form included", async () => {
    const hash = await hashPassword(pepper, "Pässwort 1!");
    expect(await verifyPassword(pepper, "Pässwort 1!", hash)).toBe(true);
    for (const wrong of ["pässwort 1!", "Pässwort 1! ", "Passwort 1!", "", "Pässwort 1!".normalize("NFD")]) {
      expect(await verifyPassword(pepper, wrong, hash)).toBe(false);
    }
  });

  it("is worthless without the pepper", async () => {
    const hash = await hashPassword(pepper, "Geheim-123456");
    expect(await verifyPassword(btoa("another pepper"), "Geheim-123456", hash)).toBe(false);
  });

  it("fails for nobody, whatever is tried", async () => {
    expect(await verifyPassword(pepper, "", null)).toBe(false);
  });

  it("asks to be hashed anew when its cost is not today's", async () => {
    const hash = await hashPassword(pepper, "x");
    expect(needsRehash(hash)).toBe(false);
    expect(needsRehash(hash.replace("ln=14", "ln=13"))).toBe(true);
    expect(needsRehash("plain text")).toBe(true);
  });

  it("is a fault, not a wrong password, when the stored hash is damaged", async () => {
    await expect(verifyPassword(pepper, "x", "plain text")).rejects.toThrow("unknown format");
  });
});
