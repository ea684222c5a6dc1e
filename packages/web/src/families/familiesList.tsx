import type { ListedFamily } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { duration } from "../format/duration.ts";
import { percent } from "../format/percent.ts";
import { wholeNumber } from "../format/wholeNumber.ts";
import { Cell } from "../grid/cell.tsx";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";
import "./families.css";

const head = ["Worst outcome", "Family", "Suite", "Tests", "Failing", "Flaky", "Pass rate", "Slowest median"] as const;

interface FamiliesListProps {
  families: readonly ListedFamily[];
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** Families, each with what those of its tests add up to that a search finds. */
export function FamiliesList({ families, listKey, hasMore, loadMore }: FamiliesListProps) {
  return (
    <VirtualGrid
      label="Families"
      columns="familiesColumns"
      head={head}
      rows={families}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={(family, tabIndex) => <FamilyRow family={family} tabIndex={tabIndex} />}
      isFailure={isFailing}
      listKey={listKey}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const keyOf = (family: ListedFamily) => family.familyId;
const heightOf = () => 36;
const isFailing = (family: ListedFamily) => family.failing > 0;

function FamilyRow({ family, tabIndex }: { family: ListedFamily; tabIndex: number }) {
  const { familyId, suite, name, tests, failing, flaky, passRate, p50Ms } = family;
  return (
    <>
      <Cell>
        <OutcomeMark mark={markOf(family)} />
      </Cell>
      <Cell className="cut">
        <Link to="/families/$familyId" params={{ familyId }} className="rowLink" tabIndex={tabIndex}>
          <bdi>{visibleText(name)}</bdi>
        </Link>
      </Cell>
      <Cell className="muted cut" title={visibleText(suite)}>
        <bdi>{visibleText(suite)}</bdi>
      </Cell>
      <Cell className="number">{wholeNumber(tests)}</Cell>
      <Cell className={failing > 0 ? "number testRow-bad" : "number muted"}>{wholeNumber(failing)}</Cell>
      <Cell className="number muted">{wholeNumber(flaky)}</Cell>
      <Cell className={passRate !== null && passRate < 1 ? "number testRow-bad" : "number muted"}>
        {passRate === null ? "–" : percent(passRate)}
      </Cell>
      <Cell className="number">{p50Ms === null ? "–" : duration(p50Ms)}</Cell>
    </>
  );
}

function markOf({ failing, flaky, runs }: ListedFamily) {
  if (failing > 0) return "failed";
  if (runs === 0) return "empty";
  return flaky > 0 ? "flaky" : "passed";
}
