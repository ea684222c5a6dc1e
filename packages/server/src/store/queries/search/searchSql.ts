import { outcomeLetters, type SearchCondition, type SearchQuery, type SearchTerm } from "@backstory/model";
import type { ParameterValue } from "../../literal.ts";
import { containsIn, namesOfTest } from "../textSearch.ts";

/** The condition of a search on the columns of a test and its course, and its values. */
export interface SearchSql {
  readonly condition: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** The SQL of what has to hold of a test; every value is a parameter. */
export function searchSql({ condition }: Pick<SearchQuery, "condition">): SearchSql {
  const parameters: Record<string, ParameterValue> = {};
  const place = (value: ParameterValue, type: string): string => {
    const name = `search${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `{${name}:${type}}`;
  };
  return { condition: condition === null ? "true" : sqlOf(condition, place), parameters };
}

/** Whether a search says anything about what tests did, beyond what they are called. */
export function isAboutCourses({ scope, condition }: SearchQuery): boolean {
  return scope.length > 0 || (condition !== null && termsOf(condition).some(({ kind }) => !kindsOfNames.has(kind)));
}

/** Whether a search asks who is on a test. */
export function isAboutAssignees({ condition }: SearchQuery): boolean {
  return condition !== null && termsOf(condition).some((term) => term.kind === "word" && term.field === "assignee");
}

const kindsOfNames: ReadonlySet<string> = new Set<SearchTerm["kind"]>(["text", "word"]);

function termsOf(condition: SearchCondition): SearchTerm[] {
  if (condition.kind === "not") return termsOf(condition.of);
  return condition.kind === "all" || condition.kind === "any" ? condition.of.flatMap(termsOf) : [condition];
}

type Place = (value: ParameterValue, type: string) => string;

function sqlOf(condition: SearchCondition, place: Place): string {
  if (condition.kind === "not") return `(NOT ${sqlOf(condition.of, place)})`;
  if (condition.kind !== "all" && condition.kind !== "any") return `(${termSql(condition, place)})`;
  const parts = condition.of.map((each) => sqlOf(each, place));
  return `(${parts.join(condition.kind === "all" ? " AND " : " OR ")})`;
}

const texts = {
  any: namesOfTest,
  suite: "suite",
  name: "concat(name, ' ', displayName)",
  file: "file",
} as const;

function termSql(term: SearchTerm, place: Place): string {
  switch (term.kind) {
    case "text":
      return containsIn(texts[term.field], term.text, place(term.text, "String"));
    case "status":
      return `right(course, 1) IN ${place(
        term.outcomes.map((outcome) => outcomeLetters[outcome]),
        "Array(String)",
      )}`;
    case "word":
      return wordSql(term.field === "family" ? "toString(familyId)" : "assignee", term.values, place);
    case "label":
      return labelSql(term.key, term.value, place);
    case "course":
      return courseSql(term, place);
    case "measure":
      return `${measures[term.field]} ${term.comparison} ${place(term.value, "Float64")}`;
  }
}

function wordSql(column: string, values: readonly string[], place: Place): string {
  const isThere = values.includes("*") ? `${column} != '' OR ` : "";
  return `${isThere}${column} IN ${place(values, "Array(String)")}`;
}

function labelSql(key: string, value: string | null, place: Place): string {
  const of = `JSONExtract(labels, ${place(key, "String")}, 'Array(String)')`;
  return value === null ? `notEmpty(${of})` : `has(${of}, ${place(value, "String")})`;
}

function courseSql(term: Extract<SearchTerm, { kind: "course" }>, place: Place): string {
  const letters = place(term.outcomes.map((outcome) => outcomeLetters[outcome]).join(""), "String");
  return term.place === "ends" ? `endsWith(course, ${letters})` : `position(course, ${letters}) > 0`;
}

/** What is not a number, as the rate of no runs, is neither more nor less than anything. */
const measures = {
  runs: "toFloat64(runs)",
  fails: "toFloat64(fails)",
  flakes: "toFloat64(flakes)",
  flips: "toFloat64(flips)",
  rate: "rate",
  duration: "p50",
  p95: "p95",
} as const;
