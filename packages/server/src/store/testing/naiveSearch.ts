import { isFailing, type Outcome, outcomeLetters, type SearchCondition, type SearchTerm } from "@backstory/model";

/** What is known of a test by hand: its names, and how it ended in each run that is looked at, newest first. */
export interface NaiveCourse {
  readonly suite: string;
  readonly name: string;
  readonly file: string;
  readonly familyId: string;
  readonly assignee: string;
  /** Undefined where a run did not have it. */
  readonly cells: readonly (NaiveCell | undefined)[];
}

/** How a test ended in a run. */
export interface NaiveCell {
  readonly outcome: Outcome;
  readonly durationMs: number;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** What a test's cells add up to, counted one by one. */
export function naiveFigures({ cells }: NaiveCourse) {
  const had = cells.filter((cell) => cell !== undefined);
  const outcomes = had.map(({ outcome }) => outcome);
  const fails = outcomes.filter(isFailing).length;
  const judged = outcomes.filter((outcome) => outcome !== "skipped").map(isFailing);
  const passes = had.filter(({ outcome }) => outcome === "passed").map(({ durationMs }) => durationMs);
  return {
    runs: had.length,
    fails,
    flakes: outcomes.filter((outcome) => outcome === "flaky").length,
    flips: judged.filter((failing, index) => index > 0 && failing !== judged[index - 1]).length,
    passRate: had.length === 0 ? null : (had.length - fails) / had.length,
    p50Ms: quantile(passes, 0.5),
    p95Ms: quantile(passes, 0.95),
    cells: cells.map((cell) => (cell === undefined ? "." : outcomeLetters[cell.outcome])).join(""),
  };
}

/** Between two ranks, on the line between them. */
function quantile(numbers: readonly number[], share: number): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

/** Whether a condition holds of a test, evaluated as it is read. */
export function naiveHolds(condition: SearchCondition | null, test: NaiveCourse): boolean {
  if (condition === null) return true;
  if (condition.kind === "all") return condition.of.every((each) => naiveHolds(each, test));
  if (condition.kind === "any") return condition.of.some((each) => naiveHolds(each, test));
  return condition.kind === "not" ? !naiveHolds(condition.of, test) : termHolds(condition, test);
}

function termHolds(term: SearchTerm, test: NaiveCourse): boolean {
  const had = test.cells.filter((cell) => cell !== undefined);
  switch (term.kind) {
    case "text":
      return textOf(term.field, test).toLowerCase().includes(term.text.toLowerCase());
    case "status":
      return had[0] !== undefined && term.outcomes.includes(had[0].outcome);
    case "word": {
      const word = term.field === "family" ? test.familyId : test.assignee;
      return term.values.includes(word) || (term.values.includes("*") && word !== "");
    }
    case "label": {
      const values = had[0]?.labels[term.key] ?? [];
      return term.value === null ? values.length > 0 : values.includes(term.value);
    }
    case "course":
      return courseHolds(term, had.map(({ outcome }) => outcome).toReversed());
    case "measure":
      return measureHolds(term, test);
  }
}

function textOf(field: Extract<SearchTerm, { kind: "text" }>["field"], { suite, name, file }: NaiveCourse): string {
  if (field === "suite") return suite;
  if (field === "file") return file;
  return field === "name" ? `${name} ${name}` : `${suite} ${name} ${name} `;
}

function courseHolds(
  { place, outcomes }: Extract<SearchTerm, { kind: "course" }>,
  course: readonly Outcome[],
): boolean {
  const standsAt = (start: number): boolean =>
    start >= 0 && outcomes.every((each, index) => course[start + index] === each);
  if (place === "ends") return standsAt(course.length - outcomes.length);
  return course.some((_, start) => standsAt(start));
}

function measureHolds(
  { field, comparison, value }: Extract<SearchTerm, { kind: "measure" }>,
  test: NaiveCourse,
): boolean {
  const { passRate, p50Ms, p95Ms, ...counts } = naiveFigures(test);
  const measured = { ...counts, rate: passRate, duration: p50Ms, p95: p95Ms }[field];
  if (measured === null) return false;
  if (comparison === "=") return measured === value;
  if (comparison === ">") return measured > value;
  if (comparison === ">=") return measured >= value;
  return comparison === "<" ? measured < value : measured <= value;
}
