import { type GridSearch, gridSizes } from "../search/gridSearch.ts";
import "./testGrid.css";

interface GridLookProps {
  search: GridSearch;
  onChange: (change: Partial<GridSearch>, replace: boolean) => void;
}

/** How the grid looks: without what only passed, and how large its cells are. */
export function GridLook({ search: { size = 18, show }, onChange }: GridLookProps) {
  const step = gridSizes.indexOf(size as (typeof gridSizes)[number]);
  return (
    <span className="testGrid-look">
      <label className="testGrid-check">
        <input
          type="checkbox"
          checked={show === "some"}
          onChange={(event) => onChange({ show: event.target.checked ? "some" : undefined }, false)}
        />
        Hide all green
      </label>
      <fieldset className="testGrid-zoom">
        <legend className="hidden">Size of the cells</legend>
        <button
          type="button"
          className="button"
          disabled={step === 0}
          onClick={() => onChange({ size: gridSizes[step - 1] }, true)}
        >
          <span aria-hidden="true">−</span>
          <span className="hidden">Smaller</span>
        </button>
        <button
          type="button"
          className="button"
          disabled={step === gridSizes.length - 1}
          onClick={() => onChange({ size: gridSizes[step + 1] }, true)}
        >
          <span aria-hidden="true">+</span>
          <span className="hidden">Larger</span>
        </button>
      </fieldset>
    </span>
  );
}
