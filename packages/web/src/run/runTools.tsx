import type { ChangeClass, RunDetail } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { runChangeListQuery } from "../queries/runChangesQuery.ts";
import { runResultsQuery } from "../queries/runResultsQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import type { RunSearch } from "../search/runSearch.ts";
import { SavedViews } from "../views/savedViews.tsx";
import { CopyChanges } from "./changes/copyChanges.tsx";
import { CopyResults } from "./copyResults.tsx";

interface RunToolsProps {
  run: RunDetail;
  search: RunSearch;
}

/** What can be done with the part of a run that is shown: keep its filters under a name, copy its rows. */
export function RunTools({ run, search }: RunToolsProps) {
  return (
    <div className="runViews-tools">
      <SavedViews page="run" />
      {search.view === undefined && <Copy run={run} search={search} />}
    </div>
  );
}

function Copy({ run, search }: RunToolsProps) {
  if (search.change) return <ListedChanges run={run} change={search.change} />;
  return <ListedResults run={run} search={search} />;
}

// The lists ask the same: what they have loaded is what is copied.
function ListedResults({ run, search }: RunToolsProps) {
  const { items } = useAllItems(useInfiniteQuery(runResultsQuery(run.runId, search)), undefined);
  return <CopyResults run={run} search={search} results={items} />;
}

function ListedChanges({ run, change }: { run: RunDetail; change: ChangeClass }) {
  const { items } = useAllItems(useInfiniteQuery(runChangeListQuery(run.runId, change)), undefined);
  return <CopyChanges run={run} change={change} changes={items} />;
}
