import type { Kind, Token } from "./token.ts";

/**
 * A rule of the grammar: these kinds in a row mean one thing. `build` may decline with null. `unlessNext` keeps a rule
 * from eating what belongs to the next word.
 */
export type Rule = {
  pattern: readonly Kind[];
  unlessNext?: readonly Kind[];
  build(tokens: readonly Token[]): Token | null;
};

type RuleTable = ReadonlyMap<Kind, readonly Rule[]>;

/** `"num hourMark num"` reads better than an array of kinds; the cast is checked by the tests of every rule. */
export function rule(pattern: string, build: Rule["build"], unlessNext: readonly Kind[] = []): Rule {
  return { pattern: pattern.split(" ") as Kind[], build, unlessNext };
}

/** Rules by their first kind, longest first. */
export function tableOf(rules: readonly Rule[]): RuleTable {
  const longestFirst = [...rules].sort((a, b) => b.pattern.length - a.pattern.length);
  return Map.groupBy(longestFirst, (each) => each.pattern[0] ?? "word");
}

/** One pass from left to right. Every token is looked at by a bounded number of rules, so it is linear. */
export function reduce(tokens: readonly Token[], table: RuleTable): Token[] {
  const reduced: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    const found = firstMatch(tokens, index, table);
    const current = tokens[index];
    if (found) reduced.push(found.token);
    else if (current) reduced.push(current);
    index += found?.length ?? 1;
  }
  return reduced;
}

function firstMatch(tokens: readonly Token[], index: number, table: RuleTable) {
  const kind = tokens[index]?.kind;
  for (const each of (kind && table.get(kind)) ?? []) {
    const { length } = each.pattern;
    if (!fits(each, tokens, index)) continue;
    const built = each.build(tokens.slice(index, index + length));
    if (built) return { token: built, length };
  }
  return null;
}

function fits(each: Pick<Rule, "pattern" | "unlessNext">, tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + each.pattern.length]?.kind;
  if (next && each.unlessNext?.includes(next)) return false;
  return each.pattern.every((kind, offset) => tokens[index + offset]?.kind === kind);
}
