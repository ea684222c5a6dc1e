import type { ResultDetail } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { HistoryStrip } from "../history/historyStrip.tsx";
import { OnIt } from "../parts/onIt.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { historyQuery } from "../queries/historyQuery.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";

const stripLength = 40;

/** Which test a result belongs to, and how that test has fared around this run. */
export function ResultHeader({ result, runId }: { result: ResultDetail; runId: string }) {
  const { testId, suite, file, line, outcome } = result;
  const history = useInfiniteQuery(historyQuery(testId));
  const entries = history.data?.pages[0]?.items.slice(0, stripLength) ?? [];
  return (
    <header className="resultHeader">
      <h2>
        <OutcomeMark mark={outcome} />
        <span>
          <TestTitle test={result} />
        </span>
      </h2>
      <p className="muted">
        <Link
          from="/runs/$runId"
          to="."
          search={(search) => ({ ...search, suite })}
          resetScroll={false}
          className="resultHeader-suite"
          title="Show this suite alone"
        >
          <bdi>{visibleText(suite)}</bdi>
        </Link>
      </p>
      <p className="resultHeader-links">
        {file && (file !== suite || line > 0) && (
          <code className="muted">
            {visibleText(file)}
            {line > 0 && `:${line}`}
          </code>
        )}
        <Link to="/tests/$testId" params={{ testId }}>
          History of this test
        </Link>
      </p>
      <OnIt assignment={result.assignment} />
      <HistoryStrip entries={entries} testId={testId} currentRunId={runId} />
    </header>
  );
}
