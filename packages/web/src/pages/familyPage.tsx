import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ApiError } from "../api.ts";
import { FamilyValues } from "../families/familyValues.tsx";
import { counted } from "../format/wholeNumber.ts";
import { useKeys } from "../keyboard/useKeys.ts";
import { Breadcrumbs } from "../parts/breadcrumbs.tsx";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { familyQuery } from "../queries/familyQuery.ts";
import { testsQuery } from "../queries/testsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { useBack } from "../shell/useBack.ts";
import { usePage } from "../shell/usePage.ts";
import { TestsList } from "../tests/testsList.tsx";
import { visibleText } from "../text/visibleText.ts";

/**
 * The tests that differ in their params alone. At first glance: which of them fail, and which values of which param those
 * have. Most done: seeing what the failing ones share, opening one of them, going to the grid of them.
 */
export function FamilyPage() {
  const { familyId } = useParams({ from: "/families/$familyId" });
  const family = useQuery(familyQuery(familyId));
  const search = { q: `family:${familyId}`, project: family.data?.project, sort: "status" as const };
  const tests = useInfiniteQuery({ ...testsQuery(search), enabled: family.data !== undefined });
  const all = useAllItems(tests, search);
  usePage(family.data?.name ?? "Family");
  useKeys({ Escape: useBack() });

  const error = family.error ?? tests.error;
  if (error instanceof ApiError && error.status === 404) {
    return <Notice isPage title="No such family has been recorded" />;
  }
  if (error && !(family.data && tests.data)) return <Problem error={error} retry={() => void family.refetch()} />;
  if (!family.data || !tests.data) return <SkeletonRows count={16} rowHeight={36} />;
  const { suite, name } = family.data;
  return (
    <>
      <Breadcrumbs
        steps={[
          { key: "tests", step: <Link to="/tests">Tests</Link> },
          {
            key: "suite",
            step: (
              <Link to="/tests" search={{ q: `suite:${JSON.stringify(suite)}` }}>
                <bdi>{visibleText(suite)}</bdi>
              </Link>
            ),
          },
          { key: "family", step: <bdi>{visibleText(name)}</bdi> },
        ]}
      />
      <header className="pageHead">
        <h1>
          <bdi>{visibleText(name)}</bdi>
        </h1>
        <p className="muted">
          {counted(family.data.tests, "test")}
          {family.data.tests > 1 && " of one name, with different params"}
        </p>
        <Link to="/grid" search={{ q: search.q }} className="button familyPage-grid">
          In the grid
        </Link>
      </header>
      <FamilyValues tests={all.items} />
      <TestsList {...all} tests={all.items} />
    </>
  );
}
