import {
  outcomeLetters,
  type SearchCondition,
  type SearchQuery,
  type SearchScope,
  type SearchTerm,
} from "./searchQuery.ts";

/** A search as people write it; reading it again gives the same search. */
export function printSearch({ scope, condition }: SearchQuery): string {
  const parts = scope.map(printScope);
  // Beside a scope alternatives need brackets, as a scope stands in no 'or'.
  if (condition !== null)
    parts.push(scope.length > 0 && condition.kind === "any" ? grouped(condition) : print(condition));
  return parts.join(" ");
}

/** A text that a search looks for as it is, quoted where it would mean something else. */
export function quoteForSearch(text: string): string {
  return isPlain(text) ? text : inQuotes(text);
}

function print(condition: SearchCondition): string {
  if (condition.kind === "all") {
    return condition.of.map((each) => (each.kind === "any" ? grouped(each) : print(each))).join(" ");
  }
  if (condition.kind === "any") return condition.of.map(print).join(" or ");
  if (condition.kind !== "not") return printTerm(condition);
  return `-${condition.of.kind === "all" || condition.of.kind === "any" ? grouped(condition.of) : print(condition.of)}`;
}

function grouped(condition: SearchCondition): string {
  return `(${print(condition)})`;
}

function printScope({ field, values, isNegated }: SearchScope): string {
  return `${isNegated ? "-" : ""}${field}:${values.map(quoteForSearch).join(",")}`;
}

function printTerm(term: SearchTerm): string {
  switch (term.kind) {
    case "text":
      return term.field === "any" ? quoteForSearch(term.text) : `${term.field}:${quoteForSearch(term.text)}`;
    case "status":
      return `status:${term.outcomes.join(",")}`;
    case "word":
      return `${term.field}:${term.values.map(quoteForSearch).join(",")}`;
    case "label":
      return `label:${quotePair(term.key, term.value)}`;
    case "course":
      return `${term.place}(${term.outcomes.map((outcome) => outcomeLetters[outcome]).join(",")})`;
    case "measure":
      return `${term.field}${term.comparison}${term.value}`;
  }
}

function quotePair(key: string, value: string | null): string {
  if (value === null) return quoteForSearch(key);
  return isPlain(key) && (value === "" || isPlain(value)) ? `${key}=${value}` : inQuotes(`${key}=${value}`);
}

/** Whether a text means itself wherever a term or a value may stand. */
function isPlain(text: string): boolean {
  return /^[^\s"(),:<>=-][^\s"(),:<>=]*$/.test(text) && text.toLowerCase() !== "or";
}

function inQuotes(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
