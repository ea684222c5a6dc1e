import type { FailingTogether, NeedyTest, Overview, RefusedRun, TargetOverview } from "@backstory/model";

/** Something that needs a person. */
export type Need =
  | { readonly key: string; readonly kind: "test"; readonly test: NeedyTest; readonly isNew: boolean }
  | { readonly key: string; readonly kind: "tests"; readonly together: FailingTogether }
  | { readonly key: string; readonly kind: "silent"; readonly target: TargetOverview }
  | { readonly key: string; readonly kind: "refused"; readonly run: RefusedRun };

/** What needs a person, in the order in which it does: new failures, silence, lost lines, the failures that stay. */
export function needsOf({ targets, failing, refused }: Overview): Need[] {
  const isUrgent = ({ isNew, unassigned }: FailingTogether) => isNew && unassigned > 0;
  return [
    ...failing.items.filter(isUrgent).flatMap(testsOf),
    ...targets
      .filter(({ silence }) => silence !== null)
      .map((target): Need => ({ kind: "silent", key: `silent ${target.project}/${target.target}`, target })),
    ...refused.items.map((run): Need => ({ kind: "refused", key: `refused ${run.runId}`, run })),
    ...failing.items.filter((item) => !isUrgent(item)).flatMap(testsOf),
  ];
}

/** Each test by itself, while they are few; many that began to fail in one run have one reason, most likely. */
function testsOf(together: FailingTogether): Need[] {
  const { target, branch, firstFailure, isNew, tests, examples } = together;
  const place = `${firstFailure.runId} ${target} ${branch}`;
  if (tests > examples.length) return [{ kind: "tests", key: `tests ${place}`, together }];
  return examples.map((test): Need => ({ kind: "test", key: `test ${place} ${test.testId}`, test, isNew }));
}
