import type { RunReference, TestDetail } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { absoluteTime } from "../format/absoluteTime.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { counted } from "../format/wholeNumber.ts";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { visibleText } from "../text/visibleText.ts";
import "../run/runNotes.css";
import "./failingSince.css";

/** Where a test stands, as a sentence: since which run and commit it fails and when it last passed, or that it does not fail. */
export function FailingSince({ test }: { test: TestDetail }) {
  const { failingSince, testId } = test;
  if (!failingSince) return <Standing test={test} />;
  const { firstFailure, lastPass, runs } = failingSince;
  return (
    <p className="note" data-mark="failed">
      <strong>Failing since</strong> <RunName run={firstFailure} testId={testId} />
      {`, in ${counted(runs, "run")}. `}
      {lastPass ? (
        <>
          Last pass <RunName run={lastPass} testId={testId} />.
        </>
      ) : (
        "It has never passed."
      )}
      {lastPass?.commit && firstFailure.commit && lastPass.commit !== firstFailure.commit && (
        <>
          {" "}
          The cause lies in{" "}
          <code className="failingSince-range">{`${shortCommit(lastPass.commit)}..${shortCommit(firstFailure.commit)}`}</code>
          .
        </>
      )}
    </p>
  );
}

function Standing({ test: { lastOutcome, lastSeenAt, lastFailure } }: { test: TestDetail }) {
  return (
    <p className="note" data-mark={lastOutcome}>
      <strong className="failingSince-word">{lastOutcome}</strong> in its last run, <TimeAgo time={lastSeenAt} />.{" "}
      {lastFailure ? (
        <>
          It last failed <TimeAgo time={lastFailure.run.startedAt} />.
        </>
      ) : (
        "It has never failed."
      )}
    </p>
  );
}

function RunName({ run, testId }: { run: RunReference; testId: string }) {
  const place = [run.buildName, run.branch].filter(Boolean).map(visibleText).join(" on ");
  return (
    <>
      <Link
        to="/runs/$runId"
        params={{ runId: run.runId }}
        search={{ test: testId }}
        title={absoluteTime(run.startedAt)}
      >
        {place || "the run"} <TimeAgo time={run.startedAt} />
      </Link>
      {run.commit && (
        <>
          {" "}
          at <code title={run.commit}>{shortCommit(run.commit)}</code>
        </>
      )}
    </>
  );
}
