import type { Outcome, RunState, RunStatus } from "@backstory/model";
import { Icon, type IconName } from "../parts/icon.tsx";
import "./outcomeMark.css";

/** What a mark can tell: a test's outcome, or how a run stands. */
export type Mark = Outcome | RunStatus | Exclude<RunState, "complete">;

/** How an outcome or a run's state is shown everywhere: a coloured tile with its icon, and its word for those who do not see it. */
export function OutcomeMark({ mark, withWord = false }: { mark: Mark; withWord?: boolean }) {
  return (
    <span className="mark" data-mark={mark} title={withWord ? undefined : mark}>
      <span className="mark-tile">
        <Icon name={mark satisfies IconName} size={12} />
      </span>
      <span className={withWord ? "mark-word" : "hidden"}>{mark}</span>
    </span>
  );
}

/** Whether a word is one that a mark can tell of an attempt or a part of it. */
export function isStatus(word: string): word is "passed" | "failed" | "broken" | "skipped" {
  return word === "passed" || word === "failed" || word === "broken" || word === "skipped";
}
