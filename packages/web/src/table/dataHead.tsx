import { Icon } from "../parts/icon.tsx";
import { visibleText } from "../text/visibleText.ts";
import type { DataColumn, DataSort } from "./dataColumn.ts";

interface DataHeadProps<Row> {
  columns: readonly DataColumn<Row>[];
  template: string;
  sort: DataSort | undefined;
  onSort: (sort: DataSort | undefined) => void;
}

/** The heads of the columns, each a button that sorts: numbers largest first, texts from A, then the other way, then not. */
export function DataHead<Row>({ columns, template, sort, onSort }: DataHeadProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows of a table cannot be placed freely.
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons have the focus.
    <div role="row" aria-rowindex={1} className="dataTable-head" style={{ gridTemplateColumns: template }}>
      {columns.map(({ key, head, isNumber }) => {
        const isSorted = sort?.key === key;
        const next = !isSorted
          ? { key, isDown: isNumber }
          : sort.isDown === isNumber
            ? { key, isDown: !isNumber }
            : undefined;
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the row.
          // biome-ignore lint/a11y/useFocusableInteractive: see the row.
          <div
            key={key}
            role="columnheader"
            aria-sort={isSorted ? (sort.isDown ? "descending" : "ascending") : undefined}
            data-number={isNumber ? "" : undefined}
          >
            <button type="button" title={`Sort by ${visibleText(head)}`} onClick={() => onSort(next)}>
              <bdi>{visibleText(head)}</bdi>
              {isSorted && <Icon name={sort.isDown ? "down" : "up"} size={12} />}
            </button>
          </div>
        );
      })}
    </div>
  );
}
