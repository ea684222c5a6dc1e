import type { Target } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { Cell } from "../grid/cell.tsx";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { runMark } from "../status/runMark.ts";

/** The targets by project and name, each leading to its settings. */
export function TargetsGrid({ targets }: { targets: readonly Target[] }) {
  return (
    <VirtualGrid
      label="Targets"
      columns="settingsTargets"
      head={head}
      rows={targets}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={renderRow}
      listKey="targets"
      hasMore={false}
      loadMore={nothingMore}
    />
  );
}

const head = ["Last run", "Target", "Started"];
const keyOf = ({ project, target }: Target) => `${project}/${target}`;
const heightOf = () => 40;
const nothingMore = () => Promise.resolve();

function renderRow({ project, target, recentRuns }: Target, tabIndex: number) {
  const [last] = recentRuns;
  return (
    <>
      <Cell>{last && <OutcomeMark mark={runMark(last)} />}</Cell>
      <Cell className="cut">
        <Link
          to="/settings/targets/$project/$target"
          params={{ project, target }}
          className="rowLink"
          tabIndex={tabIndex}
        >
          <span className="muted">{project} / </span>
          {target}
        </Link>
      </Cell>
      <Cell className="muted">{last ? <TimeAgo time={last.startedAt} /> : "no run yet"}</Cell>
    </>
  );
}
