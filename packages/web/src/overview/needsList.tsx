import type { Overview } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { Icon } from "../parts/icon.tsx";
import { useMedia } from "../parts/useMedia.ts";
import { CopyNeeds } from "./copyNeeds.tsx";
import { NeedRow, needHead } from "./needRow.tsx";
import { type Need, needsOf } from "./needs.ts";
import "./needsList.css";

/** What needs a person today, the most urgent first. */
export function NeedsList({ overview }: { overview: Overview }) {
  const needs = useMemo(() => needsOf(overview), [overview]);
  const isNarrow = useMedia("(width < 848px)");
  const rowHeight = useCallback(() => (isNarrow ? 76 : 52), [isNarrow]);
  const { total, items } = overview.failing;
  const rest = total - items.reduce((sum, { tests }) => sum + tests, 0);
  return (
    <section aria-labelledby="needs">
      <div className="overviewTitle">
        <h2 id="needs">Needs a person</h2>
        {needs.length > 0 && <CopyNeeds overview={overview} needs={needs} />}
      </div>
      {needs.length === 0 ? (
        <p className="needsNone">
          <span data-mark="passed">
            <Icon name="passed" />
          </span>
          Nothing fails on a default branch, every target reports as usual, and every line was read.
        </p>
      ) : (
        <VirtualGrid
          label="Needs a person"
          columns="needColumns"
          head={needHead}
          rows={needs}
          rowKey={keyOf}
          rowHeight={rowHeight}
          renderRow={renderRow}
          isFailure={isFailure}
          listKey="needs"
          hasMore={false}
          loadMore={nothingMore}
        />
      )}
      {rest > 0 && (
        <p className="muted needsRest">
          and {wholeNumber(rest)} more failing: <Link to="/tests">all tests</Link>
        </p>
      )}
    </section>
  );
}

const keyOf = ({ key }: Need) => key;
const isFailure = ({ kind }: Need) => kind === "test" || kind === "tests";
const nothingMore = () => Promise.resolve();
const renderRow = (need: Need, tabIndex: number) => <NeedRow need={need} tabIndex={tabIndex} />;
