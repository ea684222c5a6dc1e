import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { NeedsList } from "../overview/needsList.tsx";
import { overviewLine } from "../overview/overviewLine.ts";
import { TargetsList } from "../overview/targetsList.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { overviewQuery } from "../queries/overviewQuery.ts";
import { NoRuns } from "../runs/noRuns.tsx";
import { usePage } from "../shell/usePage.ts";
import "../parts/parts.css";
import "../overview/overviewPage.css";

/**
 * The first look of the day: is everything well, and if not, what needs whom. At first glance a line says how many
 * targets and tests are how. From here one opens a new failure, the runs of a target, and one of its last runs.
 */
export function OverviewPage() {
  usePage("Overview");
  const scope = useSearch({ from: "/" });
  const { data, error, refetch } = useQuery(overviewQuery(scope));
  return (
    <>
      <header className="overviewHead">
        <h1>Overview</h1>
        {data && data.targets.length > 0 && (
          <ul>
            {overviewLine(data).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </header>
      {body()}
    </>
  );

  function body() {
    if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
    if (!data) return <SkeletonRows count={12} rowHeight={52} />;
    if (data.targets.length === 0) return <NoRuns isFiltered={scope.project !== undefined} />;
    return (
      <>
        <NeedsList overview={data} />
        <TargetsList targets={data.targets} />
      </>
    );
  }
}
