import { type HistoryCell, isFailing } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { absoluteTime } from "../format/absoluteTime.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { outcomes } from "../status/outcomes.ts";
import { visibleText } from "../text/visibleText.ts";

interface GridCellProps {
  cell: HistoryCell;
  /** The test whose page this is. */
  testId: string;
  rowWord: string;
  column: number;
  left: number;
  place: string;
  isOpen: boolean;
  /** Whether the Tab key stops here. */
  isStop: boolean;
  onStand: () => void;
}

const mostTicks = 4;

/** How a test ended in one run: a letter in the shape of the outcome, and below it a tick for each attempt when there were several. */
export function GridCell({ cell, testId, rowWord, column, left, place, isOpen, isStop, onStand }: GridCellProps) {
  const { run, outcome, attempts } = cell;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the cells of a table cannot be placed freely.
    // biome-ignore lint/a11y/useFocusableInteractive: the link in it has the focus.
    <div role="gridcell" aria-colindex={column + 2} className="historyGrid-cell" style={{ left }}>
      <Link
        from="/tests/$testId"
        to="/tests/$testId"
        params={{ testId: cell.testId }}
        search={(before) => ({ ...before, run: run.runId, attempt: undefined, open: undefined })}
        replace={cell.testId === testId}
        resetScroll={cell.testId !== testId}
        preload={false}
        data-mark={outcome}
        data-cell={place}
        tabIndex={isStop ? 0 : -1}
        aria-current={isOpen ? "true" : undefined}
        activeProps={{}}
        title={titleOf(cell)}
        onFocus={onStand}
      >
        <span className="historyGrid-letter" aria-hidden="true">
          {outcomes[outcome].letter}
        </span>
        {attempts.length > 1 && <Attempts attempts={attempts} />}
        <span className="hidden">
          {outcome}
          {attempts.length > 1 && ` after ${attempts.length} attempts: ${wordsOf(attempts)}`}, {rowWord},{" "}
          {absoluteTime(run.startedAt)}
        </span>
      </Link>
    </div>
  );
}

function Attempts({ attempts }: Pick<HistoryCell, "attempts">) {
  return (
    <span className="historyGrid-attempts" aria-hidden="true">
      {attempts.length > mostTicks
        ? `×${attempts.length}`
        : attempts.map(({ status }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: attempts have no other name and never move.
            <i key={index} data-mark={status} data-failing={isFailing(status) ? "" : undefined} />
          ))}
    </span>
  );
}

function wordsOf(attempts: HistoryCell["attempts"]): string {
  return attempts.map(({ status }) => status).join(", ");
}

function titleOf({ run, target, outcome, attempts }: HistoryCell): string {
  const place = [target, run.branch, shortCommit(run.commit), run.buildName].filter(Boolean).join(" · ");
  const tries = attempts.length > 1 ? `\n${attempts.length} attempts: ${wordsOf(attempts)}` : "";
  return visibleText(`${outcome}${tries}\n${place}\n${absoluteTime(run.startedAt)}`);
}
