import type { Attempt } from "@backstory/model";
import { useMemo } from "react";
import { DiffView } from "../diff/diffView.tsx";
import { expectedActual } from "../diff/expectedActual.ts";
import { plainText } from "../text/ansiSpans.ts";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";
import { AnsiText } from "./ansiText.tsx";
import { Trace } from "./trace.tsx";

interface AttemptFailureProps {
  failure: NonNullable<Attempt["failure"]>;
  status: Attempt["status"];
}

/** Why an attempt failed or was skipped, top-down: the first line, the rest of the message, what was expected and
 * was there, the trace. */
export function AttemptFailure({ failure, status }: AttemptFailureProps) {
  const { type, message, trace } = failure;
  const isFailing = status === "failed" || status === "broken";
  const line = firstLine(message) || firstLine(trace) || type || `It was ${status} without a message`;
  const rest = afterFirstLine(message);
  const sides = useMemo(() => (isFailing ? expectedActual(failure) : undefined), [failure, isFailing]);
  const isNamed = type === "" || plainText(line).startsWith(type);
  return (
    <>
      <div className={isFailing ? "failure" : "failure failure-reason"}>
        <strong>
          {!isNamed && `${visibleText(type)}: `}
          {line}
        </strong>
        {rest && !sides && <AnsiText text={rest} label="Message" />}
      </div>
      {sides && <DiffView expected={sides.expected} actual={sides.actual} />}
      {sides && rest && (
        <section className="section">
          <details>
            <summary>Whole message</summary>
            <AnsiText text={message} label="Message" />
          </details>
        </section>
      )}
      {trace && (
        <section className="section">
          <Trace text={trace} />
        </section>
      )}
    </>
  );
}

function afterFirstLine(message: string): string {
  const trimmed = message.trimStart();
  const end = trimmed.indexOf("\n");
  return end === -1 ? "" : trimmed.slice(end + 1).trimEnd();
}
