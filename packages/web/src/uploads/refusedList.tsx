import type { RefusedUpload, UploadHealth } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import type { CopyColumn } from "../format/markdownTable.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { Cell } from "../grid/cell.tsx";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { CopyAs } from "../parts/copyAs.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { visibleText } from "../text/visibleText.ts";
import { useUploadsAsText } from "./uploadsAsText.ts";

/** The lines that could not be read, with their numbers, why, and how they began. */
export function RefusedList({ refused: { lines, items } }: { refused: UploadHealth["refused"] }) {
  const asText = useUploadsAsText();
  return (
    <section aria-labelledby="refused">
      <div className="tableHead uploadsHead">
        <h2 id="refused">{lines === 0 ? "Every line was read" : `${counted(lines, "line")} could not be read`}</h2>
        {items.length > 0 && <CopyAs cli={asText.cli} sql={asText.refusedSql} items={items} columns={columns} />}
      </div>
      {items.length > 0 && (
        <VirtualGrid
          label="Refused lines"
          columns="refusedColumns"
          head={head}
          rows={items}
          rowKey={keyOf}
          rowHeight={heightOf}
          renderRow={renderRow}
          listKey="refused"
          hasMore={false}
          loadMore={nothingMore}
        />
      )}
      {lines > items.length && <p className="muted uploadsRest">The newest {wholeNumber(items.length)} are shown.</p>}
    </section>
  );
}

const columns: readonly CopyColumn<RefusedUpload>[] = [
  { head: "Target", cell: ({ project, target }) => `${project}/${target}` },
  { head: "Run", cell: ({ runId }) => runId },
  { head: "Line", cell: ({ line }) => line },
  { head: "Why", cell: ({ reason }) => reason },
  { head: "How it began", cell: ({ text }) => text },
];

const head = ["Target", "Line", "Why, and how it began", "Sent"];
const keyOf = ({ submissionId, line }: RefusedUpload) => `${submissionId} ${line}`;
const heightOf = () => 52;
const nothingMore = () => Promise.resolve();

function renderRow({ project, target, runId, line, reason, text, at }: RefusedUpload, tabIndex: number) {
  return (
    <>
      <Cell className="cut">
        <Link to="/runs/$runId" params={{ runId }} className="rowLink" tabIndex={tabIndex}>
          <span className="muted">{project} / </span>
          {target}
        </Link>
      </Cell>
      <Cell>{wholeNumber(line)}</Cell>
      <Cell className="uploadName">
        <span className="cut" title={visibleText(reason)}>
          <bdi>{visibleText(reason)}</bdi>
        </span>
        <code className="cut muted" title={visibleText(text)}>
          <bdi>{visibleText(text)}</bdi>
        </code>
      </Cell>
      <Cell className="muted">
        <TimeAgo time={at} />
      </Cell>
    </>
  );
}
