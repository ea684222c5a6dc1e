import type { TestDetail } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { AttemptFailure } from "../result/attemptFailure.tsx";
import "../result/resultPanel.css";

interface LastFailureProps {
  failure: NonNullable<TestDetail["lastFailure"]>;
  testId: string;
}

/** The newest failure of a test, with the way to the run it was in. */
export function LastFailure({ failure, testId }: LastFailureProps) {
  return (
    <section className="testStory-part" aria-labelledby="lastFailure">
      <h2 id="lastFailure">
        Last failure,{" "}
        <Link
          to="/runs/$runId"
          params={{ runId: failure.run.runId }}
          search={{ test: testId, attempt: failure.attempt }}
        >
          <TimeAgo time={failure.run.startedAt} />
        </Link>
      </h2>
      <AttemptFailure failure={failure} status="failed" />
    </section>
  );
}
