import { QueryBar } from "../queryBar/queryBar.tsx";
import { type GridOrder, type GridSearch, gridRuns } from "../search/gridSearch.ts";
import { SavedViews } from "../views/savedViews.tsx";
import { CopyGrid } from "./copyGrid.tsx";
import type { GridModel } from "./gridModel.ts";
import "../runs/runsFilters.css";
import "../tests/testsList.css";

interface GridToolbarProps {
  search: GridSearch;
  /** What is drawn. */
  model: GridModel;
  onChange: (change: Partial<GridSearch>, replace: boolean) => void;
}

const orders: readonly (readonly [GridOrder, string])[] = [
  ["name", "By suite and name"],
  ["fails", "Most failures"],
  ["flips", "Most flips"],
];

/** Which tests and runs the grid shows, in which order, how large. */
export function GridToolbar({ search, model, onChange }: GridToolbarProps) {
  const { q = "", runs = 50, order = "name", project } = search;
  return (
    <div className="runsFilters testsFilters">
      <QueryBar
        label="Search the tests of the grid"
        value={q}
        project={project}
        onSearch={(next) => onChange({ q: next || undefined }, true)}
      />
      <select
        className="field"
        aria-label="How many runs"
        value={runs}
        onChange={(event) => onChange({ runs: Number(event.target.value) }, false)}
      >
        {[...new Set([...gridRuns, runs])]
          .sort((a, b) => a - b)
          .map((count) => (
            <option key={count} value={count}>
              {count} runs
            </option>
          ))}
      </select>
      <select
        className="field"
        aria-label="Order"
        value={order}
        onChange={(event) => onChange({ order: event.target.value as GridOrder }, false)}
      >
        {orders.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <SavedViews page="grid" />
      <CopyGrid search={search} model={model} />
    </div>
  );
}
