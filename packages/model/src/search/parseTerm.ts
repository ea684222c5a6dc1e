import { type Outcome, outcomes } from "../outcome.ts";
import { searchFault } from "./searchFault.ts";
import {
  type Comparison,
  type CoursePlace,
  type MeasureField,
  outcomeLetters,
  type SearchScope,
  type SearchTerm,
  searchFields,
} from "./searchQuery.ts";
import type { SearchToken } from "./searchTokens.ts";

type TermToken = Extract<SearchToken, { kind: "term" }>;

const measures: readonly string[] = [
  "runs",
  "fails",
  "flakes",
  "flips",
  "rate",
  "duration",
  "p95",
] satisfies MeasureField[];

/** What one term says: by its beginning it is a field, a course or a measure, else a text to look for. */
export function parseTerm(token: TermToken): SearchTerm | SearchScope {
  const [first] = token.pieces;
  if (first === undefined || first.isQuoted) return textTerm(token);
  const course = /^(seq|ends)\((?<letters>[^()]*)\)$/i.exec(first.text);
  if (course !== null && token.pieces.length === 1) return courseTerm(token, course);
  const measure = /^(?<field>[a-z]\w*)(?<comparison>>=|<=|>|<|=)(?<value>.*)$/i.exec(first.text);
  const measured = measure?.groups?.["field"]?.toLowerCase();
  if (measure?.groups && measured && measures.includes(measured)) return measureTerm(token, measure.groups);
  const field = /^(?<field>[a-z]{2,}):(?!:)/i.exec(first.text)?.groups?.["field"]?.toLowerCase();
  return field === undefined ? textTerm(token) : fieldTerm(token, field);
}

function textTerm(token: TermToken): SearchTerm {
  const text = token.pieces.map((piece) => piece.text).join("");
  if (text === "") throw searchFault("There is nothing between the quotation marks", token);
  return { kind: "text", field: "any", text };
}

function fieldTerm(token: TermToken, field: string): SearchTerm | SearchScope {
  const values = valuesOf(token, field.length + 1);
  const [value = ""] = values;
  if (values.some((each) => each === "") || values.length === 0)
    throw searchFault(`Nothing stands after '${field}:'`, token);
  switch (field) {
    case "suite":
    case "name":
    case "file":
      return { kind: "text", field, text: values.join(",") };
    case "status":
      return { kind: "status", outcomes: values.map((word) => outcomeOfWord(word, token)) };
    case "assignee":
    case "family":
      return { kind: "word", field, values };
    case "branch":
    case "target":
      return { field, values, isNegated: false };
    case "label":
      return labelTerm(values.length === 1 ? value : values.join(","), token);
    default:
      throw unknownField(field, token);
  }
}

/** What stands after the colon, cut at commas; commas in quotes cut nothing. */
function valuesOf({ pieces }: TermToken, from: number): string[] {
  const values = [""];
  for (const [index, { text, isQuoted }] of pieces.entries()) {
    const rest = index === 0 ? text.slice(from) : text;
    const [head = "", ...others] = isQuoted ? [rest] : rest.split(",");
    values[values.length - 1] += head;
    values.push(...others);
  }
  return values;
}

function labelTerm(pair: string, token: TermToken): SearchTerm {
  const equals = pair.indexOf("=");
  if (equals === 0) throw searchFault("A label is written label:key=value or label:key", token);
  if (equals === -1) return { kind: "label", key: pair, value: null };
  return { kind: "label", key: pair.slice(0, equals), value: pair.slice(equals + 1) };
}

function courseTerm(token: TermToken, match: RegExpExecArray): SearchTerm {
  const words = (match.groups?.["letters"] ?? "").split(",").map((word) => word.trim());
  const place = (match[1] as string).toLowerCase() as CoursePlace;
  return { kind: "course", place, outcomes: words.map((word) => outcomeOfWord(word, token)) };
}

/** An outcome by its word or its letter. */
function outcomeOfWord(word: string, token: TermToken): Outcome {
  const lower = word.toLowerCase();
  const found = outcomes.find((outcome) => outcome === lower || outcomeLetters[outcome].toLowerCase() === lower);
  if (found !== undefined) return found;
  throw searchFault(`'${word}' is no outcome: they are ${outcomes.join(", ")}, or P, F, B, S, K`, token);
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };

function measureTerm(token: TermToken, groups: Readonly<Record<string, string>>): SearchTerm {
  const field = (groups["field"] ?? "").toLowerCase() as MeasureField;
  const number = /^(?<digits>\d+(\.\d+)?(e[+-]?\d+)?)(?<unit>[a-z%]*)$/i.exec(groups["value"] ?? "")?.groups;
  const factor = number === undefined || token.pieces.length > 1 ? undefined : factorOf(field, number["unit"] ?? "");
  if (number === undefined || factor === undefined) {
    throw searchFault(`'${field}' is compared with a number, as in ${searchFields[field].example}`, token);
  }
  const value = factor.isDivided ? Number(number["digits"]) / factor.by : Number(number["digits"]) * factor.by;
  return { kind: "measure", field, comparison: groups["comparison"] as Comparison, value };
}

/** What a unit makes of its number; undefined when the field has no such unit. */
function factorOf(field: MeasureField, unit: string): { by: number; isDivided: boolean } | undefined {
  if (unit === "") return { by: 1, isDivided: false };
  if (field === "rate") return unit === "%" ? { by: 100, isDivided: true } : undefined;
  const by = field === "duration" || field === "p95" ? units[unit.toLowerCase()] : undefined;
  return by === undefined ? undefined : { by, isDivided: false };
}

function unknownField(field: string, token: TermToken) {
  const fields = Object.entries(searchFields).filter(([, { example }]) => example.includes(":"));
  const near = fields.find(([name]) => name[0] === field[0])?.[0] ?? "status";
  const names = fields.map(([name]) => `${name}:`).join(", ");
  return searchFault(
    `There is no '${field}:'; did you mean '${near}:'? There are ${names}; quotes make it a text`,
    token,
  );
}
