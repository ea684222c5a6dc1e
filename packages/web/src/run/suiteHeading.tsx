import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { Cell } from "../grid/cell.tsx";
import { visibleText } from "../text/visibleText.ts";

/** The name of a suite over its results; it leads to this suite alone. */
export const SuiteHeading = memo(function SuiteHeading({ suite }: { suite: string }) {
  return (
    <Cell span={4} className="suiteHeading cut">
      <Link
        from="/runs/$runId"
        to="."
        search={(search) => ({ ...search, suite })}
        resetScroll={false}
        tabIndex={-1}
        title={`Only ${suite}`}
      >
        <bdi>{suite === "" ? "(no suite)" : visibleText(suite)}</bdi>
      </Link>
    </Cell>
  );
});
