import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiError } from "../api.ts";
import { testTitle } from "../format/testTitle.ts";
import { TestHeader } from "../history/testHeader.tsx";
import { TestStory } from "../history/testStory.tsx";
import { useKeys } from "../keyboard/useKeys.ts";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { historyQuery } from "../queries/historyQuery.ts";
import { testQuery } from "../queries/testQuery.ts";
import { useBack } from "../shell/useBack.ts";
import { usePage } from "../shell/usePage.ts";

/** One test: where it stands, how it fared, and its last failure. */
export function TestPage() {
  const { testId } = useParams({ from: "/tests/$testId" });
  const test = useQuery(testQuery(testId));
  const history = useInfiniteQuery(historyQuery(testId));
  usePage(test.data ? testTitle(test.data).title : "Test");
  useKeys({ Escape: useBack() });

  const error = test.error ?? history.error;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice isPage title="No such test has been recorded">
        A test's address changes when its suite, name or params change; its old history stays under the old address.
      </Notice>
    );
  }
  if (error && !(test.data && history.data)) return <Problem error={error} retry={() => void test.refetch()} />;
  if (!test.data || !history.data) return <SkeletonRows count={16} rowHeight={36} />;
  return (
    <>
      <TestHeader test={test.data} />
      <TestStory test={test.data} history={history} />
    </>
  );
}
