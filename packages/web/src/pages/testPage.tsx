import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { ApiError } from "../api.ts";
import { useAsof } from "../asof/useAsof.ts";
import { testTitle } from "../format/testTitle.ts";
import { TestHeader } from "../history/testHeader.tsx";
import { TestStory } from "../history/testStory.tsx";
import { useKeys } from "../keyboard/useKeys.ts";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { historyCellsQuery } from "../queries/historyCellsQuery.ts";
import { historyQuery } from "../queries/historyQuery.ts";
import { testQuery } from "../queries/testQuery.ts";
import { useTestActions } from "../run/actions/useTestActions.tsx";
import { useBack } from "../shell/useBack.ts";
import { usePage } from "../shell/usePage.ts";

/**
 * One test.
 *
 * Purpose: to say whether a failure is the change's fault or the test's, since when, and where.
 * At a glance: since which run and commit it fails, and its letters over the recent runs.
 * Most frequent: read its last failure, copy the line that finds the commit or runs the test, say who is on it (`a`).
 */
export function TestPage() {
  const { testId } = useParams({ from: "/tests/$testId" });
  const test = useQuery(testQuery(testId));
  const search = useSearch({ from: "/tests/$testId" });
  const { branch, in: target, variant, status } = search;
  const history = useInfiniteQuery(historyQuery(testId, { branch, target, variant, status }));
  const cells = useInfiniteQuery(historyCellsQuery(testId, search));
  const { ask, shown } = useTestActions();
  const isPast = useAsof() !== undefined;
  usePage(test.data ? testTitle(test.data).title : "Test");
  useKeys({ Escape: useBack(), a: () => !isPast && ask("assign", [testId]) });

  const error = test.error ?? history.error ?? cells.error;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice isPage title="No such test has been recorded">
        A test's address changes when its suite, name or params change; its old history stays under the old address.
      </Notice>
    );
  }
  if (error && !(test.data && history.data && cells.data)) {
    return (
      <Problem error={error} retry={() => void Promise.all([test, history, cells].map((each) => each.refetch()))} />
    );
  }
  if (!test.data || !history.data || !cells.data) return <SkeletonRows count={16} rowHeight={36} />;
  return (
    <>
      <TestHeader test={test.data} ask={(kind) => ask(kind, [testId])} />
      <TestStory test={test.data} history={history} cells={cells} search={search} />
      {shown}
    </>
  );
}
