import { Link } from "@tanstack/react-router";
import { counted } from "../format/wholeNumber.ts";
import type { HistoryWay } from "../search/testSearch.ts";
import { visibleText } from "../text/visibleText.ts";
import type { GridRow } from "./runGrid.ts";

const filters: Readonly<Record<HistoryWay, "branch" | "in" | "variant" | undefined>> = {
  ...{ branch: "branch", target: "in", variant: "variant", worker: undefined, params: undefined },
};

interface GridWordProps {
  way: HistoryWay;
  row: GridRow;
  width: number;
  place: string;
  tabIndex: number;
}

/** What the runs of a row have in common, leading to them alone, with how many of them failed. */
export function GridWord({ way, row: { word, failing, cells }, width, place, tabIndex }: GridWordProps) {
  const filter = filters[way];
  const shown = visibleText(word) || `(no ${way})`;
  const told = `${shown}\n${failing} of ${counted(cells.size, "run")} failed`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the cells of a table cannot be placed freely.
    // biome-ignore lint/a11y/useFocusableInteractive: what is in it has the focus.
    <div role="rowheader" className="historyGrid-word" style={{ width }} title={told}>
      {filter === undefined || word === "" ? (
        <span className="cut" data-cell={place} tabIndex={tabIndex}>
          <bdi>{shown}</bdi>
        </span>
      ) : (
        <Link
          from="/tests/$testId"
          to="."
          search={(before) => ({ ...before, [filter]: word })}
          resetScroll={false}
          className="cut"
          data-cell={place}
          tabIndex={tabIndex}
        >
          <bdi>{shown}</bdi>
        </Link>
      )}
      <span className="muted">
        <span aria-hidden="true">
          {failing}/{cells.size}
        </span>
        <span className="hidden">
          , {failing} of {counted(cells.size, "run")} failed
        </span>
      </span>
    </div>
  );
}
