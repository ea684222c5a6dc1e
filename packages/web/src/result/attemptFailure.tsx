import type { Attempt } from "@backstory/model";
import { plainText } from "../text/ansiSpans.ts";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";
import { AnsiText } from "./ansiText.tsx";
import { Trace } from "./trace.tsx";

/** Why an attempt failed, top-down: the first line, the rest of the message, the trace. */
export function AttemptFailure({ failure }: { failure: NonNullable<Attempt["failure"]> }) {
  const { type, message, trace } = failure;
  const line = firstLine(message) || firstLine(trace) || type || "It failed without a message";
  const rest = afterFirstLine(message);
  const isNamed = type === "" || plainText(line).startsWith(type);
  return (
    <>
      <div className="failure">
        <strong>
          {!isNamed && `${visibleText(type)}: `}
          {line}
        </strong>
        {rest && <AnsiText text={rest} label="Message" />}
      </div>
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
