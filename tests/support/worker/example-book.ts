import type { ApiDocument, JsonSchema } from "../../../src/http/openapi/document.ts";
import type { Example, Examples } from "../../../src/http/openapi/examples.ts";
import type { DescribedAnswers } from "./described-answers.ts";

type Operation = { method: string; path: string };
type Sent = { url: string; body?: unknown };

/** Lists in examples are cut: two items show what there is to see. */
const MAX_ITEMS = 2;

/**
 * The examples of the documentation, taken from what was just sent to a tenant and answered. One that is known is kept
 * as long as it says the same as what was sent and its answer still fits: then a renewal changes only what must.
 */
export class ExampleBook {
  readonly #document: ApiDocument;
  readonly #answers: DescribedAnswers;
  readonly #known: Examples;
  readonly #book: Examples = {};

  constructor(document: ApiDocument, answers: DescribedAnswers, known: Examples) {
    this.#document = document;
    this.#answers = answers;
    this.#known = known;
  }

  async note(operation: Operation, sent: Sent, response: Response): Promise<void> {
    const name = `${operation.method} ${operation.path}`;
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    const answer = response.ok && isJson ? cut(await response.clone().json()) : undefined;
    const fresh = anonymous({ ...toRequest(operation, sent), ...(answer === undefined ? {} : { answer }) });
    const known = this.#known[name];
    this.#book[name] = known && this.#stillTells(operation, known, fresh) ? known : fresh;
  }

  /** As the committed file has it. An operation that could not be carried out borrows the answer of one like it. */
  text(): string {
    const names = Object.keys(this.#book).sort();
    const complete = names.map((name) => [name, { ...this.#book[name], ...this.#borrowed(name) }]);
    return `${JSON.stringify(Object.fromEntries(complete), null, 1)}\n`;
  }

  #stillTells(operation: Operation, known: Example, fresh: Example): boolean {
    const schema = this.#answerSchema(operation);
    const [before, now] = [known, fresh].map((example) => timeless({ ...example, answer: undefined }));
    try {
      if (schema) this.#answers.checkValue("the known example", schema, known.answer);
      return before === now;
    } catch {
      return false;
    }
  }

  #borrowed(name: string): Pick<Example, "answer"> {
    if (this.#book[name]?.answer !== undefined) return {};
    const schema = JSON.stringify(this.#answerSchema(toOperation(name)));
    const alike = Object.entries(this.#book).find(
      ([other, { answer }]) =>
        answer !== undefined && JSON.stringify(this.#answerSchema(toOperation(other))) === schema,
    );
    return schema && alike ? { answer: alike[1].answer } : {};
  }

  #answerSchema({ method, path }: Operation): JsonSchema | undefined {
    const responses = Object.entries(this.#document.paths[path]?.[method.toLowerCase()]?.responses ?? {});
    const [, response] = responses.find(([status]) => status.startsWith("2")) ?? [];
    return response && "content" in response ? response.content?.["application/json"]?.schema : undefined;
  }
}

function toOperation(name: string): Operation {
  const [method = "", path = ""] = name.split(" ");
  return { method, path };
}

function toRequest({ path }: Operation, { url, body }: Sent): Example {
  const [given = "", search = ""] = url.split("?");
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const values = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(given)?.slice(1) ?? [];
  const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  const query = Object.fromEntries(new URLSearchParams(search));
  return {
    ...(names.length > 0 ? { params } : {}),
    ...(search === "" ? {} : { query }),
    ...(body === undefined ? {} : { body }),
  };
}

function cut(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(cut);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item)]));
}

/** Ids in the order in which they appear, and stand-ins for whatever is random. */
function anonymous(example: Example): Example {
  const ids = new Map<string, string>();
  const counts = new Map<string, number>();
  const text = JSON.stringify(example)
    .replaceAll(/\b([a-z]{3})_[0-7][0-9a-hjkmnp-tv-z]{25}/g, (id: string, prefix: string) => {
      const known = ids.get(id);
      if (known) return known;
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      const sample = `${prefix}_06f2m5k8d3s7w9z1x4c6v8b0${String(count).padStart(2, "0")}`;
      ids.set(id, sample);
      return sample;
    })
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "5f0e7c1a-3b7d-4c59-9f2e-6d1f0c7b2a10")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    .replaceAll(/(?<=[":_])[A-Za-z0-9_-]{43}(?=")/g, "EXAMPLEexampleEXAMPLEexampleEXAMPLEexample0");
  return JSON.parse(text) as Example; // the same shape
}

/** What stays the same from day to day. */
function timeless(request: Example): string {
  const instants = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/g;
  return JSON.stringify(request)
    .replaceAll(instants, "")
    .replaceAll(/\d{4}-\d{2}-\d{2}/g, "");
}
