import type { TestDetail } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { useAsof } from "../asof/useAsof.ts";
import { testTitle } from "../format/testTitle.ts";
import { CopyButton } from "../parts/copyButton.tsx";
import { OnIt } from "../parts/onIt.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import type { ActionKind } from "../run/actions/actionDialog.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";
import { FailingPlaces } from "./failingPlaces.tsx";
import { FailingSince } from "./failingSince.tsx";

/** Which test this is, where it stands in the code, and how it stands now. */
export function TestHeader({ test, ask }: { test: TestDetail; ask: (kind: ActionKind) => void }) {
  const isPast = useAsof() !== undefined;
  const { testId, project, suite, file, line, lastOutcome } = test;
  return (
    <header className="testHeader">
      <h1>
        <OutcomeMark mark={lastOutcome} />
        <span title={visibleText(testTitle(test).title)}>
          <TestTitle test={test} />
        </span>
      </h1>
      <p className="muted">
        <span>{project}</span>
        <bdi>{visibleText(suite)}</bdi>
        {file && (
          <code>
            {visibleText(file)}
            {line > 0 && `:${line}`}
          </code>
        )}
        <CopyButton text={`backstory history ${testId}`} label="Copy the command that prints this history" />
      </p>
      <FailingSince test={test} />
      <FailingPlaces test={test} />
      <OnIt assignment={test.assignment} />
      {!isPast && (
        <div className="testHeader-actions">
          <button type="button" className="button" onClick={() => ask("assign")}>
            Assign
          </button>
          <button type="button" className="button" onClick={() => ask("bug")}>
            Link bug
          </button>
          <button type="button" className="button" onClick={() => ask("comment")}>
            Comment
          </button>
          <Link to="/families/$familyId" params={{ familyId: test.familyId }} className="button">
            Family
          </Link>
        </div>
      )}
    </header>
  );
}
