import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "use-intl";
import { expect, it } from "vitest";
import { actionText } from "../../../src/dashboard/audit/use-action-text.ts";
import german from "../../../src/dashboard/i18n/messages/pages/audit-de.json" with { type: "json" };
import english from "../../../src/dashboard/i18n/messages/pages/audit-en.json" with { type: "json" };

const WRITERS = ["src/use-cases", "src/http", "src/queues", "src/cron", "src/webhooks", "durable-objects"];
const NAME = /"([a-z][a-z0-9_]*\.[a-z][a-z_]*)"/g;
/** What a name is that says which place is sealed, which limit is taken, or which event other software hears of. */
const ELSE =
  /^import |purpose(Of)?: |StrictLimit|name: "|\b(webhook\.test|calendar\.|call\.(started|ended|analyzed)|conflict\.)/;
/** Files, fields and parameters. */
const NO_ACTION = /^(hub|template|by|end)\.|\.(ics|json)$|^customer\.phone$|^message\.(address|body)$/;
/** Those whose last word is put together, or stands where only rules are. */
const COMPOSED = [
  "call_consent.given",
  "call_consent.withdrawn",
  "leads.import_checking",
  "leads.import_importing",
  "calendar_proposal.accepted",
  "calendar_proposal.dismissed",
  "appointment.resized",
];

function actionsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const lines = files.flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"));
  const names = lines.filter((line) => !ELSE.test(line)).flatMap((line) => [...line.matchAll(NAME)]);
  return names.map(([, name = ""]) => name).filter((name) => !NO_ACTION.test(name));
}

const actions = [...new Set([...WRITERS.flatMap(actionsIn), ...COMPOSED])].map((action) => action.split("."));
const { things, verbs } = english.audit;

it("has words for each action that the audit log is told of", () => {
  expect(actions.length).toBeGreaterThan(150);
  const speechless = actions.filter(([thing = "", verb = ""]) => !(thing in things && verb in verbs));
  expect(speechless.map((action) => action.join("."))).toEqual([]);
});

it("has no words for what nobody does", () => {
  const [known, done] = [0, 1].map((part) => new Set(actions.map((action) => action[part] ?? "")));
  expect(Object.keys(things).filter((thing) => !known?.has(thing))).toEqual([]);
  expect(Object.keys(verbs).filter((verb) => !done?.has(verb))).toEqual([]);
});

it("tells a callback that was left from a waitlist that was", () => {
  const t = createTranslator({ locale: "de", messages: german, namespace: "audit" });
  expect(["callback.left", "waitlist.left", "no.such"].map((action) => actionText(t, action))).toEqual([
    "Rückruf: erbeten",
    "Warteliste: verlassen",
    "no.such",
  ]);
});
