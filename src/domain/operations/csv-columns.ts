import * as z from "zod";

/** One column: what its header says, and where its value lies in an item. */
export type CsvColumn = { header: string; path: readonly string[] };

/**
 * The columns of a table, read off the schema of its items: `customer.name` is a column of its own, so a file has what
 * the list has, and no field can be forgotten.
 */
export function csvColumns(schema: z.ZodObject): CsvColumn[] {
  return columnsBelow(schema, []);
}

export function csvCells(columns: readonly CsvColumn[], item: unknown): string[] {
  return columns.map(({ path }) => toText(path.reduce<unknown>(fieldOf, item)));
}

function columnsBelow(schema: z.ZodObject, path: readonly string[]): CsvColumn[] {
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const [inner, at] = [bare(field), [...path, name]];
    return inner instanceof z.ZodObject ? columnsBelow(inner, at) : [{ header: at.join("."), path: at }];
  });
}

/** Without what makes a field optional. */
function bare(schema: unknown): unknown {
  const isWrapped = [z.ZodNullable, z.ZodOptional, z.ZodDefault].some((wrapper) => schema instanceof wrapper);
  return isWrapped ? bare((schema as z.ZodNullable).unwrap()) : schema; // all three have it
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Nothing for null, a list of words with semicolons, whatever has a shape of its own as JSON. */
function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  const isOfWords = Array.isArray(value) && value.every((each) => typeof each === "string");
  return isOfWords ? value.join("; ") : JSON.stringify(value);
}
