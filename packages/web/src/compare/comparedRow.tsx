import type { Change } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { Cell } from "../grid/cell.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";
import { chanceWords } from "./chanceWords.ts";
import { SideResult } from "./sideResult.tsx";
import "./compare.css";

/** The words over the cells of a {@link ComparedRow}. */
export const comparedHead = ["Test", "Before", "After", "Ratio", "Chance"] as const;

interface ComparedRowProps {
  change: Change;
  tabIndex: number;
  /** Whether another test is open, whose place this one takes; else the way back closes it. */
  isOther: boolean;
}

/** The cells of one test that differs between two selections of runs. */
export const ComparedRow = memo(function ComparedRow({ change, tabIndex, isOther }: ComparedRowProps) {
  const { testId, suite, before, after, slowness } = change;
  const ratio = slowness?.ratio ?? durationRatio(change);
  return (
    <>
      <Cell className="comparedRow-test">
        <Link
          from="/compare"
          to="."
          search={(search) => ({ ...search, test: testId })}
          replace={isOther}
          resetScroll={false}
          className="rowLink cut"
          tabIndex={tabIndex}
        >
          <TestTitle test={change} /> <bdi className="muted">{visibleText(suite)}</bdi>
        </Link>
        <span className="comparedRow-message cut" data-mark={after.failure ? "failed" : "skipped"}>
          {firstLine((after.failure ?? before.failure)?.message ?? "")}
        </span>
      </Cell>
      <Cell>
        <SideResult result={before} />
      </Cell>
      <Cell>
        <SideResult result={after} />
      </Cell>
      <Cell className={slowness ? "comparedRow-slower" : "muted"}>
        {ratio === undefined ? "" : `×${ratio.toFixed(2)}`}
      </Cell>
      <Cell
        className="muted"
        title="How often chance alone would give such a difference, corrected for how many tests were looked at"
      >
        {chanceWords(change)}
      </Cell>
    </>
  );
});

/** How many times as long the passes after took as those before; undefined when one side has none worth comparing. */
function durationRatio({ before, after }: Change): number | undefined {
  if (before.medianMs === null || after.medianMs === null || before.medianMs < 1) return undefined;
  return after.medianMs / before.medianMs;
}
