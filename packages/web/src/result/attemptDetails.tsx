import type { Attempt, ResultDetail } from "@backstory/model";
import { absoluteTime } from "../format/absoluteTime.ts";
import { duration } from "../format/duration.ts";
import { visibleText } from "../text/visibleText.ts";
import { AttachmentList } from "./attachmentList.tsx";
import { AttemptFailure } from "./attemptFailure.tsx";
import { EventList } from "./eventList.tsx";
import { LinkList } from "./linkList.tsx";
import { Output } from "./output.tsx";
import { Pairs } from "./pairs.tsx";
import { PhaseList } from "./phaseList.tsx";
import { StepList } from "./stepList.tsx";

/** Everything that was captured of one attempt, the failure first. */
export function AttemptDetails({ attempt, params }: { attempt: Attempt; params: ResultDetail["params"] }) {
  const { failure, description, stdout, stderr, log } = attempt;
  const facts = {
    Duration: duration(attempt.durationMs),
    Started: absoluteTime(attempt.startedAt),
    ...(attempt.rawStatus && attempt.rawStatus !== attempt.status ? { "Runner's word": attempt.rawStatus } : {}),
    ...(attempt.worker ? { Worker: attempt.worker } : {}),
  };
  return (
    <>
      {failure && <AttemptFailure failure={failure} status={attempt.status} />}
      {description && (
        <section className="section">
          <p className="attempt-description">{visibleText(description)}</p>
        </section>
      )}
      <Pairs title="Params" pairs={params} />
      <Pairs title="Attempt" pairs={facts} />
      <PhaseList phases={attempt.phases} />
      <StepList steps={attempt.steps} />
      <StepList steps={attempt.subtests} title="Subtests" />
      <Output title="Standard output" text={stdout} isOpen={failure !== null} />
      <Output title="Standard error" text={stderr} isOpen={failure !== null} />
      <Output title="Log" text={log} isOpen={failure !== null} />
      <AttachmentList attachments={attempt.attachments} />
      <EventList events={attempt.events} />
      <LinkList links={attempt.links} />
      <Pairs title="Metrics" pairs={attempt.metrics} />
      <Pairs title="Properties" pairs={attempt.properties} />
      <Pairs title="Labels" pairs={attempt.labels} />
    </>
  );
}
