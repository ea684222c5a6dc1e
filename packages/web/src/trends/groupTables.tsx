import type { BranchFigures, Counts, LabelFigures, PipelineFigures } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { duration } from "../format/duration.ts";
import { percent } from "../format/percent.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { wholeNumber } from "../format/wholeNumber.ts";
import { OutsideLink } from "../parts/outsideLink.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { ChoiceField } from "../runs/choiceField.tsx";
import type { TrendsSearch } from "../search/trendsSearch.ts";
import { CountsBar } from "../status/countsBar.tsx";
import { visibleText } from "../text/visibleText.ts";
import { type FigureColumn, FigureTable } from "./figureTable.tsx";
import { groupSql, runsSql, trendsCommand } from "./trendsAsText.ts";

interface Counted {
  readonly outcomes: Counts;
  readonly passRate: number | null;
}

const rate: FigureColumn<Counted> = {
  head: "Pass rate",
  cell: ({ passRate }) => passRate,
  show: ({ passRate }) => (passRate === null ? "–" : percent(passRate)),
  isNumber: true,
};

const outcomes: FigureColumn<Counted> = {
  head: "Outcomes",
  cell: (row) =>
    Object.entries(row.outcomes)
      .map(([name, count]) => `${count} ${name}`)
      .join(", "),
  show: (row) => <CountsBar counts={row.outcomes} />,
  isExtra: true,
};

function runsColumn<Row extends { readonly runs: number }>(): FigureColumn<Row> {
  return { head: "Runs", cell: ({ runs }) => runs, show: ({ runs }) => wholeNumber(runs), isNumber: true };
}

/** Branches, each leading to the trends of it alone. */
export function BranchTable({ figures, search }: { figures: BranchFigures; search: TrendsSearch }) {
  type Row = BranchFigures["items"][number];
  return (
    <FigureTable<Row>
      id="branches"
      title="By branch"
      means="The branch that ran last first."
      rows={figures.items}
      rowKey={(row) => row.branch}
      columns={[
        {
          head: "Branch",
          cell: (row) => row.branch,
          show: ({ branch }) => (
            <Link to="/trends" search={(before: object) => ({ ...before, branch: branch || undefined })}>
              <bdi>{visibleText(branch) || "none"}</bdi>
            </Link>
          ),
        },
        rate,
        outcomes,
        runsColumn<Row>(),
        {
          head: "Last run",
          cell: (row) => row.lastRunAt,
          show: (row) => <TimeAgo time={row.lastRunAt} />,
          isNumber: true,
        },
      ]}
      empty="Nothing ran in this time."
      cli={trendsCommand("stats branches", { ...search, branch: undefined })}
      sql={groupSql("branch", { ...search, branch: undefined })}
    />
  );
}

interface LabelTableProps {
  figures: LabelFigures;
  search: TrendsSearch;
  onKey: (key: string | undefined) => void;
}

/** The values of one label, each leading to the trends of it alone. */
export function LabelTable({ figures, search, onKey }: LabelTableProps) {
  type Row = LabelFigures["items"][number];
  const { key } = figures;
  return (
    <FigureTable<Row>
      id="labels"
      title={key === null ? "By label" : `By ${visibleText(key)}`}
      means="The most failing first. A test with several values counts in each."
      rows={figures.items}
      rowKey={(row) => row.value}
      columns={[
        {
          head: "Value",
          cell: (row) => row.value,
          show: ({ value }) => (
            <Link to="/trends" search={(before: object) => ({ ...before, label: `${key}=${value}` })}>
              <bdi>{visibleText(value)}</bdi>
            </Link>
          ),
        },
        rate,
        outcomes,
        { head: "Tests", cell: (row) => row.tests, show: (row) => wholeNumber(row.tests), isNumber: true },
        { ...runsColumn<Row>(), isExtra: true },
      ]}
      empty={figures.keys.length === 0 ? "No test bears a label." : "Choose a label."}
      cli={trendsCommand("stats labels", search, key === null ? {} : { key })}
      sql={groupSql("labels", search)}
    >
      {figures.keys.length > 0 && (
        <ChoiceField label="Choose a label" value={key ?? undefined} choices={figures.keys} onChange={onKey} />
      )}
    </FigureTable>
  );
}

/** The newest pipelines, each leading to its runs and to the CI service. */
export function PipelineTable({ figures, search }: { figures: PipelineFigures; search: TrendsSearch }) {
  type Row = PipelineFigures["items"][number];
  return (
    <FigureTable<Row>
      id="pipelines"
      title="Pipelines"
      means="The runs of one job of a CI service together, each run made elsewhere by itself; the newest first."
      rows={figures.items}
      rowKey={(row) => row.runIds.join()}
      columns={[
        {
          head: "Pipeline",
          cell: (row) => row.pipeline,
          show: (row) => (
            <>
              <Link to="/runs/$runId" params={{ runId: row.runIds.at(-1) ?? "" }}>
                <bdi>{visibleText(row.pipeline)}</bdi>
              </Link>{" "}
              {row.runIds.length > 1 && <span className="muted">{wholeNumber(row.runIds.length)} runs </span>}
              {row.runUrl && <OutsideLink url={row.runUrl}>CI</OutsideLink>}
            </>
          ),
        },
        rate,
        outcomes,
        {
          head: "Branch",
          cell: (row) => row.branch,
          show: (row) => (
            <>
              <bdi>{visibleText(row.branch)}</bdi>{" "}
              <span className="muted mono">{visibleText(shortCommit(row.commit))}</span>
            </>
          ),
          isExtra: true,
        },
        { head: "Time", cell: (row) => row.durationMs, show: (row) => duration(row.durationMs), isNumber: true },
        {
          head: "Began",
          cell: (row) => row.startedAt,
          show: (row) => <TimeAgo time={row.startedAt} />,
          isNumber: true,
        },
      ]}
      empty="Nothing ran in this time."
      cli={trendsCommand("stats pipelines", search, { limit: 50 })}
      sql={runsSql(search)}
    />
  );
}
