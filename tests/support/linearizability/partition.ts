type Part<T> = { names: Set<string>; members: T[] };

/** Splits a list so that no two parts share a name, not even by a chain of members. Null shares all names. */
export function partition<T>(list: readonly T[], namesOf: (member: T) => string[] | null): T[][] {
  let parts: Part<T>[] = [];
  for (const member of list) {
    const names = namesOf(member);
    if (names === null) return [[...list]];
    const touched = parts.filter((part) => names.some((name) => part.names.has(name)));
    const own = { names: new Set(names), members: [member] };
    parts = [...parts.filter((part) => !touched.includes(part)), [...touched, own].reduce(join)];
  }
  return parts.map(({ members }) => members);
}

function join<T>(into: Part<T>, { names, members }: Part<T>): Part<T> {
  for (const name of names) into.names.add(name);
  into.members.push(...members);
  return into;
}
