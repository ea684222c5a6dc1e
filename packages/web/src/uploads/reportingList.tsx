import type { TargetUploads } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import type { CopyColumn } from "../format/markdownTable.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { Cell } from "../grid/cell.tsx";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { roughDuration } from "../overview/roughDuration.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { type Mark, OutcomeMark } from "../status/outcomeMark.tsx";
import { useUploadsAsText } from "./uploadsAsText.ts";
import "./uploads.css";

/** Who reports how, those that stopped or whose lines were refused first. */
export function ReportingList({ targets, days }: { targets: readonly TargetUploads[]; days: number }) {
  const asText = useUploadsAsText();
  const silent = targets.filter(({ silence }) => silence !== null).length;
  return (
    <section aria-labelledby="reporting">
      <div className="tableHead uploadsHead">
        <h2 id="reporting">
          {silent === 0 ? "Every target reports as usual" : `${counted(silent, "target")} stopped reporting`}
        </h2>
        <CopyAs cli={asText.cli} sql={asText.reportingSql} items={targets} columns={columns} />
      </div>
      <VirtualGrid
        label="Targets"
        columns="uploadColumns"
        head={[
          "State",
          "Target",
          `Sent in ${days === 1 ? "a day" : `${days} days`}`,
          "Without an end",
          "Refused",
          "Last",
        ]}
        rows={targets}
        rowKey={keyOf}
        rowHeight={heightOf}
        renderRow={renderRow}
        isFailure={isSilent}
        listKey="uploads"
        hasMore={false}
        loadMore={nothingMore}
      />
    </section>
  );
}

const columns: readonly CopyColumn<TargetUploads>[] = [
  { head: "Target", cell: ({ project, target }) => `${project}/${target}` },
  { head: "Sent", cell: ({ submissions }) => submissions },
  { head: "Without an end", cell: ({ withoutEnd }) => withoutEnd },
  { head: "Refused", cell: ({ refusedLines }) => refusedLines },
  { head: "Silent for", cell: ({ silence }) => silence && roughDuration(silence.silentMs) },
  { head: "Last", cell: ({ lastAt }) => lastAt },
];

const keyOf = ({ project, target }: TargetUploads) => `${project}/${target}`;
const heightOf = () => 52;
const isSilent = ({ silence }: TargetUploads) => silence !== null;
const nothingMore = () => Promise.resolve();

function renderRow(row: TargetUploads, tabIndex: number) {
  const { project, target, submissions, withoutEnd, refusedLines, silence, lastAt } = row;
  const mark: Mark = silence !== null || refusedLines > 0 || withoutEnd > 0 ? "incomplete" : "passed";
  return (
    <>
      <Cell>
        <OutcomeMark mark={mark} />
      </Cell>
      <Cell className="uploadName">
        <span className="cut">
          <Link to="/runs" search={{ project, target }} className="rowLink" tabIndex={tabIndex}>
            <span className="muted">{project} / </span>
            {target}
          </Link>
        </span>
        <span className="cut muted">
          {silence
            ? `Silent for ${roughDuration(silence.silentMs)}, seldom for longer than ${roughDuration(silence.usualMs)}`
            : "As usual"}
        </span>
      </Cell>
      <Cell className="muted">{wholeNumber(submissions)}</Cell>
      <Cell className={withoutEnd > 0 ? "uploadBad" : "muted"}>{wholeNumber(withoutEnd)}</Cell>
      <Cell className={refusedLines > 0 ? "uploadBad" : "muted"}>{wholeNumber(refusedLines)}</Cell>
      <Cell className="muted">{lastAt ? <TimeAgo time={lastAt} /> : "never"}</Cell>
    </>
  );
}
