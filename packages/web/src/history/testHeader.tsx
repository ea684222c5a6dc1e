import type { TestDetail } from "@backstory/model";
import { CopyButton } from "../parts/copyButton.tsx";
import { OnIt } from "../parts/onIt.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";
import { FailingSince } from "./failingSince.tsx";

/** Which test this is, where it stands in the code, and how it stands now. */
export function TestHeader({ test }: { test: TestDetail }) {
  const { testId, project, suite, file, line, lastOutcome } = test;
  return (
    <header className="testHeader">
      <h1>
        <OutcomeMark mark={lastOutcome} />
        <span>
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
        <CopyButton text={`npx backstory history ${testId}`} label="Copy the command that prints this history" />
      </p>
      <FailingSince test={test} />
      <OnIt assignment={test.assignment} />
    </header>
  );
}
