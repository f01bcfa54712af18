import { missing, RetellError } from "./errors.ts";

export type Fields = Record<string, unknown>;

/** One version of an agent or of a response engine. */
export type Version = Fields & {
  version: number;
  is_published: boolean;
  last_modification_timestamp: number;
  base_version?: number;
};

/** Things that Retell keeps in numbered versions: drafts may change, published versions are frozen. */
export class VersionedStore {
  readonly #histories = new Map<string, Version[]>();
  readonly #idField: string;
  readonly #now: () => number;

  constructor(idField: string, now: () => number) {
    this.#idField = idField;
    this.#now = now;
  }

  create(id: string, fields: Fields): Version {
    const first = this.#stamp({ ...fields, [this.#idField]: id, version: 0, is_published: false });
    this.#histories.set(id, [first]);
    return first;
  }

  has(id: string): boolean {
    return this.#histories.has(id);
  }

  /** The newest version of each, oldest thing first. */
  latestOfAll(): Version[] {
    return [...this.#histories.values()].flatMap((history) => history.at(-1) ?? []);
  }

  history(id: string): Version[] {
    const history = this.#histories.get(id);
    if (!history) throw missing(id);
    return history;
  }

  /** `wanted` is a number, `latest` or `latest_published`; the newest version when absent. */
  get(id: string, wanted: string | number = "latest"): Version {
    const history = this.history(id);
    const found =
      wanted === "latest"
        ? history.at(-1)
        : wanted === "latest_published"
          ? history.findLast((one) => one.is_published)
          : history.find((one) => one.version === Number(wanted));
    if (!found) throw missing(`${id}, version ${wanted}`);
    return found;
  }

  update(id: string, wanted: string | number | undefined, fields: Fields): Version {
    const draft = this.get(id, wanted);
    if (draft.is_published) {
      throw new RetellError(400, `Version ${draft.version} is published and cannot be changed. Create a new version.`);
    }
    return this.#replace(id, this.#stamp({ ...draft, ...fields, [this.#idField]: id, version: draft.version }));
  }

  /** A new draft that begins as a copy of `base`. */
  branch(id: string, base: number): Version {
    const history = this.history(id);
    const origin = this.get(id, base);
    const next = Math.max(...history.map((one) => one.version)) + 1;
    const draft = this.#stamp({ ...origin, version: next, base_version: base, is_published: false });
    history.push(draft);
    return draft;
  }

  publish(id: string, version: number, fields: Fields): Version {
    return this.#replace(id, this.#stamp({ ...this.get(id, version), ...fields, version, is_published: true }));
  }

  removeVersion(id: string, version: number): void {
    const history = this.history(id);
    const found = this.get(id, version);
    if (found.is_published) throw new RetellError(400, "A published version cannot be deleted.");
    if (history.length === 1) throw new RetellError(400, "The only version cannot be deleted.");
    history.splice(history.indexOf(found), 1);
  }

  remove(id: string): void {
    if (!this.#histories.delete(id)) throw missing(id);
  }

  #stamp(fields: Omit<Version, "last_modification_timestamp">): Version {
    return { ...fields, last_modification_timestamp: this.#now() } as Version; // the spread has kept the other two
  }

  #replace(id: string, next: Version): Version {
    const history = this.history(id);
    history[history.findIndex((one) => one.version === next.version)] = next;
    return next;
  }
}
