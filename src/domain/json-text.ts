declare const told: unique symbol;

/** JSON of a `T`. One string crosses from an object to the Worker faster than the parts of what it tells. */
export type JsonText<T> = string & { readonly [told]: T };

/** For plain facts only: what JSON does not know is lost. */
export function toJsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

export function fromJsonText<T>(text: JsonText<T>): T {
  return JSON.parse(text) as T; // the type was noted when it was written
}
