import { parseTerm } from "./parseTerm.ts";
import { searchFault } from "./searchFault.ts";
import type { SearchCondition, SearchQuery, SearchScope } from "./searchQuery.ts";
import { type SearchToken, searchTokens } from "./searchTokens.ts";

/** A condition, or at the top of a search what says which runs are looked at. */
type Parsed = SearchCondition | { readonly kind: "scope"; readonly scope: SearchScope; readonly token: SearchToken };

interface Reader {
  readonly tokens: readonly SearchToken[];
  next: number;
  depth: number;
}

const mostDepth = 50;

/**
 * What a search means. Terms beside each other all hold, `or` stands between alternatives, `-` negates what follows it,
 * brackets group. `search-invalid`, with the place, when it cannot be read. An empty text fits every test.
 */
export function parseSearch(text: string): SearchQuery {
  const reader: Reader = { tokens: searchTokens(text), next: 0, depth: 0 };
  if (reader.tokens.length === 0) return { scope: [], condition: null };
  const { scope, conditions } = readAll(reader, true);
  const token = reader.tokens[reader.next];
  if (token === undefined) return { scope, condition: joined("all", conditions) };
  if (token.kind === "close") throw searchFault("A closing bracket has no opening one", token);
  if (scope.length > 0)
    throw searchFault("'branch:' and 'target:' say which runs are looked at and stand in no 'or'", token);
  return { scope: [], condition: readAlternatives(reader, joined("all", conditions)) };
}

/** What stands beside each other, up to an `or`, a closing bracket or the end; scope only at the top. */
function readAll(reader: Reader, isTop: boolean): { scope: SearchScope[]; conditions: SearchCondition[] } {
  const scope: SearchScope[] = [];
  const conditions: SearchCondition[] = [];
  for (let token = reader.tokens[reader.next]; token !== undefined; token = reader.tokens[reader.next]) {
    if (token.kind === "close" || token.kind === "or") break;
    const parsed = readUnary(reader);
    if (parsed.kind !== "scope") conditions.push(...(parsed.kind === "all" ? parsed.of : [parsed]));
    else if (isTop) scope.push(parsed.scope);
    else throw scopeFault(parsed.token);
  }
  const here = reader.tokens[reader.next] ?? reader.tokens.at(-1);
  if (scope.length + conditions.length === 0 && here) throw searchFault("A term is missing here", here);
  return { scope, conditions };
}

/** The alternatives after a first one, when an `or` follows it. */
function readAlternatives(reader: Reader, first: SearchCondition | null): SearchCondition | null {
  const alternatives = first === null ? [] : [first];
  while (reader.tokens[reader.next]?.kind === "or") {
    reader.next += 1;
    const condition = joined("all", readAll(reader, false).conditions);
    if (condition !== null) alternatives.push(condition);
  }
  const token = reader.tokens[reader.next];
  if (reader.depth === 0 && token !== undefined) throw searchFault("A closing bracket has no opening one", token);
  return joined(
    "any",
    alternatives.flatMap((each) => (each.kind === "any" ? each.of : [each])),
  );
}

function readUnary(reader: Reader): Parsed {
  const token = reader.tokens[reader.next++] as SearchToken;
  if (token.kind === "open") return readGroup(reader, token);
  if (token.kind === "minus") return negated(readOperand(reader, token));
  if (token.kind === "term") {
    const term = parseTerm(token);
    return "kind" in term ? term : { kind: "scope", scope: term, token };
  }
  throw searchFault("A term is missing here", token);
}

function readOperand(reader: Reader, minus: SearchToken): Parsed {
  const token = reader.tokens[reader.next];
  if (token === undefined || token.kind === "close" || token.kind === "or") {
    throw searchFault("Nothing stands after '-'", minus);
  }
  deeper(reader, token);
  const parsed = readUnary(reader);
  reader.depth -= 1;
  return parsed;
}

function readGroup(reader: Reader, open: SearchToken): SearchCondition {
  deeper(reader, open);
  const condition = readAlternatives(reader, joined("all", readAll(reader, false).conditions));
  const close = reader.tokens[reader.next++];
  if (close?.kind !== "close" || condition === null) throw searchFault("A bracket is not closed", open);
  reader.depth -= 1;
  return condition;
}

function deeper(reader: Reader, token: SearchToken): void {
  reader.depth += 1;
  if (reader.depth > mostDepth) throw searchFault(`Brackets and '-' stand more than ${mostDepth} deep`, token);
}

function negated(parsed: Parsed): Parsed {
  if (parsed.kind === "scope") return { ...parsed, scope: { ...parsed.scope, isNegated: !parsed.scope.isNegated } };
  return parsed.kind === "not" ? parsed.of : { kind: "not", of: parsed };
}

function joined(kind: "all" | "any", of: readonly SearchCondition[]): SearchCondition | null {
  const [first, ...others] = of;
  if (first === undefined) return null;
  return others.length === 0 ? first : { kind, of };
}

function scopeFault(token: SearchToken) {
  return searchFault("'branch:' and 'target:' say which runs are looked at and stand in no bracket or 'or'", token);
}
