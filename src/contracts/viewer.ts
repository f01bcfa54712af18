import type { Sight } from "../domain/identity/sight.ts";

/** Who watches, as the Worker has authenticated them. `tags` name the user, session or key: by them views are closed. */
export type Viewer = { tags: string[]; sight: Sight };

/** Some viewers by their tags, or all of them. */
export type Whose = readonly string[] | "all";

const HEADER = "x-viewer";
const NOBODY: Viewer = { tags: [], sight: { staffId: null } };

export function writeViewer(headers: Headers, viewer: Viewer): void {
  headers.set(HEADER, JSON.stringify(viewer));
}

/** Only the Worker speaks to objects, and it overwrites this header. */
export function readViewer(request: Request): Viewer {
  const text = request.headers.get(HEADER);
  return text === null ? NOBODY : (JSON.parse(text) as Viewer); // written above
}

export function isOneOf({ tags }: Pick<Viewer, "tags">, whose: Whose): boolean {
  return whose === "all" || tags.some((tag) => whose.includes(tag));
}
