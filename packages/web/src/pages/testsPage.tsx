import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SearchField } from "../parts/searchField.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { projectsQuery } from "../queries/projectsQuery.ts";
import { testsQuery } from "../queries/testsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { ChoiceField } from "../runs/choiceField.tsx";
import { usePage } from "../shell/usePage.ts";
import { TestsList } from "../tests/testsList.tsx";
import "../runs/runsFilters.css";

/** Every test that was ever recorded, found by the words of its name, suite or file. */
export function TestsPage() {
  usePage("Tests");
  const search = useSearch({ from: "/tests" });
  const navigate = useNavigate({ from: "/tests" });
  const projects = useQuery(projectsQuery()).data ?? [];
  const query = useInfiniteQuery(testsQuery(search));
  const { items, listKey, hasMore, loadMore } = useAllItems(query, search);
  const set = (change: { q?: string | undefined; project?: string | undefined }, replace: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  return (
    <>
      <header className="pageHead">
        <h1>Tests</h1>
        <div className="runsFilters testsFilters">
          <SearchField label="Search tests" value={search.q ?? ""} onSearch={(q) => set({ q: q || undefined }, true)} />
          {(projects.length > 1 || search.project) && (
            <ChoiceField
              label="All projects"
              value={search.project}
              choices={projects.map(({ project }) => project)}
              onChange={(project) => set({ project }, false)}
            />
          )}
        </div>
      </header>
      {body()}
    </>
  );

  function body() {
    if (query.error && !query.data) return <Problem error={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <SkeletonRows count={16} rowHeight={36} />;
    if (items.length > 0) return <TestsList tests={items} listKey={listKey} hasMore={hasMore} loadMore={loadMore} />;
    if (search.q || search.project)
      return <Notice title="No test matches">Try fewer letters, or another project.</Notice>;
    return (
      <Notice
        title="No test has been recorded yet"
        commands={[`BACKSTORY_URL=${location.origin} npx backstory run -- pytest`]}
      >
        Run your tests once with the recorder:
      </Notice>
    );
  }
}
