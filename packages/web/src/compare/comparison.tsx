import type { Change, ChangeClass, Changes } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { useKeys } from "../keyboard/useKeys.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { comparedClassQuery, type Sides } from "../queries/comparisonQuery.ts";
import { useAllItems } from "../queries/useAllItems.ts";
import { changeOrder, changeWords } from "../run/changes/changeWords.ts";
import { ComparedRow, comparedHead } from "./comparedRow.tsx";
import { ComparedTest } from "./comparedTest.tsx";
import "../run/changes/changesBar.css";
import "../run/runResults.css";

interface ComparisonProps {
  sides: Sides;
  changes: Changes;
  /** The class that is asked for; the first that has a test if none is. */
  chosen: ChangeClass | undefined;
  openTest: string | undefined;
}

/** The classes of a comparison with their counts, and the tests of one of them. */
export function Comparison({ sides, changes, chosen, openTest }: ComparisonProps) {
  const navigate = useNavigate({ from: "/compare" });
  const present = changeOrder.filter((name) => (changes.counts[name] ?? 0) > 0 || name === chosen);
  const shown = chosen ?? present[0];
  const close = () =>
    void navigate({ search: (search) => ({ ...search, test: undefined }), replace: true, resetScroll: false });
  useKeys({ Escape: () => (openTest === undefined ? false : close()) });
  if (shown === undefined) {
    return <Notice title="No test changed">{`Of ${counted(changes.tests, "test")} every one ended as before.`}</Notice>;
  }
  return (
    <>
      <nav className="changes compare-classes" aria-label="What changed">
        {present.map((name) => (
          <Link
            key={name}
            from="/compare"
            to="."
            search={(search) => ({ ...search, class: name, test: undefined })}
            resetScroll={false}
            className="changes-class"
            data-mark={changeWords[name].mark}
            aria-current={name === shown ? "true" : undefined}
            title={changeWords[name].means}
          >
            <Icon name={changeWords[name].icon} size={12} />
            <strong>{wholeNumber(changes.counts[name] ?? 0)}</strong> {changeWords[name].word}
          </Link>
        ))}
        <span className="muted">of {counted(changes.tests, "test")}</span>
      </nav>
      <ComparedClass key={shown} {...{ sides, changes, name: shown, openTest, close }} />
    </>
  );
}

interface ComparedClassProps {
  sides: Sides;
  changes: Changes;
  name: ChangeClass;
  openTest: string | undefined;
  close: () => void;
}

function ComparedClass({ sides, changes, name, openTest, close }: ComparedClassProps) {
  const navigate = useNavigate({ from: "/compare" });
  const query = useInfiniteQuery(comparedClassQuery(sides, changes, name));
  const { items, listKey, hasMore, loadMore } = useAllItems(query, [sides, name]);
  const open = openTest === undefined ? undefined : items.find(({ testId }) => testId === openTest);
  if (items.length === 0) return <Notice title={`No test is ${changeWords[name].word}`} />;
  return (
    <div className="runResults" data-open={open === undefined ? undefined : ""}>
      <div className="runResults-list">
        <VirtualGrid
          label={`Tests: ${changeWords[name].word}`}
          columns="comparedColumns"
          head={comparedHead}
          rows={items}
          rowKey={keyOf}
          rowHeight={heightOf}
          renderRow={(row, tabIndex) => <ComparedRow change={row} tabIndex={tabIndex} isOther={open !== undefined} />}
          isFailure={isFailing}
          openKey={openTest}
          onMove={({ testId }) =>
            open !== undefined &&
            void navigate({ search: (search) => ({ ...search, test: testId }), replace: true, resetScroll: false })
          }
          listKey={listKey}
          hasMore={hasMore}
          loadMore={loadMore}
        />
      </div>
      {open && <ComparedTest change={open} changes={changes} close={close} />}
    </div>
  );
}

const keyOf = (change: Change) => change.testId;
const heightOf = () => 56;
const isFailing = (change: Change) => change.after.failing > 0;
