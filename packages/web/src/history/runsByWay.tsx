import type { HistoryEntry } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { absoluteTime } from "../format/absoluteTime.ts";
import { counted } from "../format/wholeNumber.ts";
import { SegmentedChoice } from "../parts/segmentedChoice.tsx";
import { testFiguresQuery } from "../queries/testFactsQueries.ts";
import type { HistoryWay, TestSearch } from "../search/testSearch.ts";
import { outcomes } from "../status/outcomes.ts";
import { visibleText } from "../text/visibleText.ts";
import { byWay, byWorker, type RunCell, type RunsOfWord } from "./byWay.ts";
import "../parts/strip.css";
import "../result/resultPanel.css";
import "./runsByWay.css";

const ways = [
  ["branch", "Branch"],
  ["target", "Target"],
  ["variant", "Variant"],
  ["worker", "Worker"],
] as const;

const mostWords = 12;

interface RunsByWayProps {
  testId: string;
  entries: readonly HistoryEntry[];
  search: TestSearch;
}

/** The recent runs of a test by branch, target, variant or worker: a row of cells each, retried ones marked. */
export function RunsByWay({ testId, entries, search }: RunsByWayProps) {
  const way = search.by ?? "branch";
  const navigate = useNavigate({ from: "/tests/$testId" });
  const figures = useQuery({ ...testFiguresQuery(testId), enabled: way === "worker" });
  const rows = way === "worker" ? (figures.data ? byWorker(figures.data) : []) : byWay(way, entries);
  return (
    <section className="testStory-part" aria-labelledby="runsByWay">
      <div className="section-head">
        <h2 id="runsByWay">Recent runs by {way}</h2>
        <SegmentedChoice
          label="Told apart by"
          choices={ways}
          value={way}
          onChange={(by) =>
            void navigate({ search: (before) => ({ ...before, by }), replace: true, resetScroll: false })
          }
        />
      </div>
      <ul className="runsByWay">
        {rows.slice(0, mostWords).map((row) => (
          <li key={row.word}>
            <Word way={way} row={row} />
            <span className="muted">
              {row.failing} of {counted(row.cells.length, "run")} failed
            </span>
            <Cells cells={row.cells} open={search.run} />
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="muted">{figures.isFetching ? "Asking…" : `No run has a ${way}.`}</p>}
      {rows.length > mostWords && <p className="muted">And {rows.length - mostWords} more that failed less.</p>}
    </section>
  );
}

const filters: Readonly<Record<HistoryWay, "branch" | "in" | "variant" | undefined>> = {
  ...{ branch: "branch", target: "in", variant: "variant", worker: undefined },
};

/** A word that leads to its runs alone. */
function Word({ way, row: { word } }: { way: HistoryWay; row: RunsOfWord }) {
  const filter = filters[way];
  const shown = <bdi>{visibleText(word) || `(no ${way})`}</bdi>;
  if (filter === undefined || word === "") return <span className="cut">{shown}</span>;
  return (
    <Link
      from="/tests/$testId"
      to="."
      search={(before) => ({ ...before, [filter]: word })}
      resetScroll={false}
      className="cut"
      title={`Only ${word}`}
    >
      {shown}
    </Link>
  );
}

function Cells({ cells, open }: { cells: readonly RunCell[]; open: string | undefined }) {
  return (
    <ol className="strip" reversed>
      {cells.slice(0, 60).map(({ runId, startedAt, outcome, attempts }) => (
        <li key={runId}>
          <Link
            from="/tests/$testId"
            to="."
            search={(before) => ({ ...before, run: runId, attempt: undefined })}
            replace
            resetScroll={false}
            className="strip-cell"
            data-mark={outcome}
            data-retried={attempts > 1 ? "" : undefined}
            aria-current={runId === open ? "true" : undefined}
            activeProps={{}}
            title={`${outcome}${attempts > 1 ? ` after ${attempts} attempts` : ""}\n${absoluteTime(startedAt)}`}
          >
            <span aria-hidden="true">{outcomes[outcome].letter}</span>
            <span className="hidden">
              {outcome}
              {attempts > 1 && `, ${attempts} attempts`}, {startedAt}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
