import { isFailing, type RenameIndex } from "@backstory/model";
import type { GeneratedHistory, GeneratedSubmission } from "./generatedHistory.ts";
import { type NaiveRules, type NaiveRun, naiveRuns } from "./naive.ts";

/** A run put together by hand, with the branch that it was on. */
export interface StoryRun extends NaiveRun {
  readonly branch: string;
}

/** The same history with tests that bear their old name before the submission of number `cut`, and the new one from it on. */
export function renamedHistory(
  history: GeneratedHistory,
  pairs: readonly (readonly [string, string])[],
  cut: number,
): GeneratedHistory {
  const submissions = history.submissions.map((submission, number) => {
    const absent = new Set(pairs.map(([from, to]) => (number < cut ? to : from)));
    const attempts = new Map([...submission.attempts].filter(([name]) => !absent.has(name)));
    return { ...submission, attempts };
  });
  return { ...history, submissions };
}

/** The runs of a history, newest first, with each test under its newest name. */
export function storyRuns(
  submissions: readonly GeneratedSubmission[],
  rules: NaiveRules,
  index: Pick<RenameIndex, "newest">,
): StoryRun[] {
  const joined = submissions.map((each) => ({
    ...each,
    attempts: new Map([...each.attempts].map(([name, attempts]) => [index.newest(name), attempts])),
  }));
  const targets = [...new Set(joined.map(({ target }) => target))];
  return targets
    .flatMap((target) =>
      naiveRuns(
        joined.filter((each) => each.target === target),
        rules,
      ),
    )
    .map((run) => ({ ...run, branch: branchOf(run, joined) }))
    .toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
}

function branchOf({ runId }: NaiveRun, submissions: readonly GeneratedSubmission[]): string {
  return submissions.find(({ submissionId }) => submissionId === runId)?.branch ?? "";
}

/**
 * Which tests fail since when in which target and branch, by walking back through the complete runs. `named` are the same
 * runs with each test under the name that it had then.
 */
export function naiveFailing(runs: readonly StoryRun[], named: readonly StoryRun[]) {
  const complete = runs.filter(({ incompleteBecause }) => incompleteBecause.length === 0);
  const again = madeAgain(named.filter(({ incompleteBecause }) => incompleteBecause.length === 0));
  const places = new Map(complete.map(({ target, branch }) => [`${target} ${branch}`, { target, branch }]));
  const names = [...new Set(complete.flatMap(({ outcomes }) => [...outcomes.keys()]))];
  return [...places.values()].flatMap(({ target, branch }) =>
    names.flatMap((name) => {
      const having = complete.filter((run) => run.target === target && run.branch === branch && run.outcomes.has(name));
      const failing = failingRuns(having, name);
      return failing.length === 0 || again.has(failing[0]?.runId ?? "")
        ? []
        : [{ name, target, branch, ...spellOf(having, failing, name) }];
    }),
  );
}

function spellOf(having: readonly StoryRun[], failing: readonly StoryRun[], name: string) {
  const first = failing.at(-1) as StoryRun;
  const before = having.slice(having.indexOf(first) + 1).find((run) => run.outcomes.get(name) !== "skipped");
  return {
    runs: failing.length,
    firstFailure: first.runId,
    lastFailure: failing[0]?.runId,
    lastPass: before?.runId ?? null,
  };
}

/** The failing runs from the newest one back to the last that passed, skips left out; none when the newest does not fail. */
function failingRuns(having: readonly StoryRun[], name: string): StoryRun[] {
  const failing: StoryRun[] = [];
  for (const run of having) {
    const outcome = run.outcomes.get(name);
    if (outcome === undefined || outcome === "passed" || outcome === "flaky") break;
    if (isFailing(outcome)) failing.push(run);
    else if (failing.length === 0) break;
  }
  return failing;
}

/** The runs of which one of the five newest of their target and branch, a newer one, had half of the tests. */
function madeAgain(runs: readonly StoryRun[]): Set<string> {
  const again = runs.filter((run) => {
    const place = runs.filter(({ target, branch }) => target === run.target && branch === run.branch).slice(0, 5);
    return place.some(({ runId, outcomes }) => {
      const shared = [...run.outcomes.keys()].filter((name) => outcomes.has(name)).length;
      return runId > run.runId && 2 * shared >= run.outcomes.size;
    });
  });
  return new Set(again.map(({ runId }) => runId));
}
