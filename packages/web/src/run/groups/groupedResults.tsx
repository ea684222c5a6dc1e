import type { ResultGroup, RunDetail } from "@backstory/model";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { VirtualGrid } from "../../grid/virtualGrid.tsx";
import { Problem } from "../../parts/problem.tsx";
import { SkeletonRows } from "../../parts/skeletonRows.tsx";
import { runGroupsQuery } from "../../queries/runPartsQueries.ts";
import { runResultsQuery } from "../../queries/runResultsQuery.ts";
import { useAllItems } from "../../queries/useAllItems.ts";
import type { RunSearch } from "../../search/runSearch.ts";
import { outcomes } from "../../status/outcomes.ts";
import type { Selection } from "../actions/useSelection.ts";
import { NoResults } from "../noResults.tsx";
import { ResultRow, resultHead } from "../resultRow.tsx";
import { submissionWord } from "../submissionWord.ts";
import { groupsQuestion } from "./groupKinds.ts";
import { GroupRow } from "./groupRow.tsx";
import { type GroupedRow, groupAt, listRows, nodeKey, treeRows } from "./groupRows.ts";
import { type SuiteNode, suiteTree } from "./suiteTree.ts";
import "../resultsList.css";

interface GroupedResultsProps {
  run: RunDetail;
  search: RunSearch;
  /** By what is grouped, as the address says it. */
  by: string;
  open: (testId: string) => void;
  selection: Selection;
}

/** The results of a run in groups, of which one is open at a time: the one that the address names. */
export function GroupedResults({ run, search, by, open, selection }: GroupedResultsProps) {
  const { status, q } = search;
  const { data, error, refetch } = useQuery(runGroupsQuery(run.runId, { ...groupsQuestion(by), status, q }));
  const isTree = by === "tree";
  const groups = useMemo(() => named(data?.items ?? [], by, run), [data, by, run]);
  const tree = useMemo(() => (isTree ? suiteTree(groups) : []), [isTree, groups]);
  const openAt = search.in ?? onlyNode(tree);
  const group = isTree ? groupAt(tree, openAt) : search.in;
  const query = useInfiniteQuery({
    ...runResultsQuery(run.runId, { status, q, sort: search.sort }, group),
    enabled: group !== undefined && data !== undefined,
  });
  const inside = useAllItems(query, [group, status, q, search.sort]);
  const loaded = query.data === undefined || inside.listKey === "" ? undefined : inside.items;
  const rows = useMemo(
    () => (isTree ? treeRows(tree, openAt, loaded) : listRows(groups, search.in, loaded)),
    [isTree, tree, groups, openAt, search.in, loaded],
  );
  if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={12} rowHeight={36} />;
  if (groups.length === 0) return <NoResults run={run} />;
  const isOther = search.test !== undefined;
  return (
    <VirtualGrid
      label="Results in groups"
      columns="resultsColumns"
      head={resultHead}
      rows={rows}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={(row, tabIndex) => {
        if (row.kind === "group") return <GroupRow group={row.group} tabIndex={tabIndex} />;
        if (row.kind === "waiting") return <span className="muted grid-waiting">Loading…</span>;
        const { result } = row;
        return (
          <ResultRow
            result={result}
            tabIndex={tabIndex}
            withSuite={by !== "suite" && !isTree}
            isOther={isOther}
            depth={row.depth}
            isChosen={selection.has(result.testId)}
            choose={selection.choose}
          />
        );
      }}
      isHeading={(row) => row.kind === "waiting"}
      openKey={search.test}
      onMove={(row) => isOther && row.kind === "result" && open(row.result.testId)}
      listKey={`${by} ${data ? "" : "waiting"}`}
      hasMore={inside.hasMore}
      loadMore={inside.loadMore}
    />
  );
}

/** A tree that has one root alone is open: its closed root would say nothing. */
function onlyNode([node, ...others]: readonly SuiteNode[]): string | undefined {
  return node !== undefined && others.length === 0 ? nodeKey(node) : undefined;
}

const keyOf = (row: GroupedRow) => row.key;

function heightOf(row: GroupedRow): number {
  return row.kind === "result" && outcomes[row.result.outcome].failing && row.result.failure?.message ? 56 : 36;
}

/** Groups as people call them: those of submissions by shard, those of nothing by what they lack. */
function named(groups: readonly ResultGroup[], by: string, run: RunDetail): ResultGroup[] {
  return groups.map((group) => {
    if (by !== "submission") return by === "tree" || group.name !== "" ? group : { ...group, name: noneOf(by) };
    const submission = run.submissions.find(({ submissionId }) => submissionId === group.name);
    return submission ? { ...group, name: submissionWord(submission) } : group;
  });
}

function noneOf(by: string): string {
  return `(no ${by.startsWith("label:") ? by.slice("label:".length) : by})`;
}
