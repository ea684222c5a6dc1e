import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FamiliesList } from "../families/familiesList.tsx";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { familiesQuery } from "../queries/familiesQuery.ts";
import { testsQuery } from "../queries/testsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { useLastData } from "../queries/useLastData.ts";
import { SearchNote } from "../queryBar/searchNote.tsx";
import type { TestsSearch } from "../search/testsSearch.ts";
import { usePage } from "../shell/usePage.ts";
import { TestsList } from "../tests/testsList.tsx";
import { TestsToolbar } from "../tests/testsToolbar.tsx";

/**
 * Every test that was ever recorded. At first glance: which of them fail, and since how many of the last runs. Most done:
 * finding a test by its name, listing what fails or flips, opening one.
 */
export function TestsPage() {
  usePage("Tests");
  const search = useSearch({ from: "/tests" });
  const navigate = useNavigate({ from: "/tests" });
  const isByFamily = search.by === "family";
  const tests = useInfiniteQuery({ ...testsQuery(search), enabled: !isByFamily });
  const families = useInfiniteQuery({ ...familiesQuery(search), enabled: isByFamily });
  const testPages = useLastData(tests.data, tests.error);
  const familyPages = useLastData(families.data, families.error);
  const allTests = useAllItems({ ...tests, data: testPages } as typeof tests, search);
  const allFamilies = useAllItems({ ...families, data: familyPages } as typeof families, search);
  const query = isByFamily ? families : tests;
  const data = isByFamily ? familyPages : testPages;
  const set = (change: Partial<TestsSearch>, replace: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  return (
    <>
      <header className="pageHead">
        <h1>Tests</h1>
        <TestsToolbar search={search} tests={allTests.items} families={allFamilies.items} onChange={set} />
      </header>
      {data && <SearchNote error={query.error} />}
      {body()}
    </>
  );

  function body() {
    if (query.error && !data) return <Problem error={query.error} retry={() => void query.refetch()} />;
    if (!data) return <SkeletonRows count={16} rowHeight={36} />;
    if (isByFamily && allFamilies.items.length > 0)
      return <FamiliesList {...allFamilies} families={allFamilies.items} />;
    if (!isByFamily && allTests.items.length > 0) return <TestsList {...allTests} tests={allTests.items} />;
    if (search.q || search.project || search.target)
      return <Notice title="No test matches">Try fewer words, more runs, or another project.</Notice>;
    return (
      <Notice
        title="No test has been recorded yet"
        commands={[`BACKSTORY_URL=${location.origin} backstory run -- pytest`]}
      >
        Run your tests once with the recorder:
      </Notice>
    );
  }
}
