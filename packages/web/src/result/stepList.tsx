import type { Attempt } from "@backstory/model";
import { duration } from "../format/duration.ts";
import { isStatus, OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";
import "./stepList.css";

type Json = Attempt["steps"][number];

/** A step as recorders write it; whatever else came is passed over. */
interface Step {
  readonly name: string;
  readonly status: string;
  readonly durationMs: number | undefined;
  readonly message: string;
  readonly steps: readonly Step[];
}

/** The parts of an attempt, in their order, those below each other that are. */
export function StepList({ steps, title = "Steps" }: { steps: readonly Json[]; title?: string }) {
  const known = steps.flatMap(toStep);
  if (known.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>{title}</h3>
      </div>
      <Steps steps={known} />
    </section>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps can have the same name, and never move.
        <li key={index}>
          <div className="step">
            {isStatus(step.status) && <OutcomeMark mark={step.status} />}
            <span>
              <bdi>{visibleText(step.name)}</bdi>
              {step.message && <span className="step-message">{visibleText(step.message)}</span>}
            </span>
            {step.durationMs !== undefined && <span className="muted">{duration(step.durationMs)}</span>}
          </div>
          {step.steps.length > 0 && <Steps steps={step.steps} />}
        </li>
      ))}
    </ol>
  );
}

function toStep(value: Json): Step[] {
  if (typeof value === "string") return [{ name: value, status: "", durationMs: undefined, message: "", steps: [] }];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const { status, durationMs, failure, steps } = value;
  return [
    {
      name: textOf(value["name"]) || textOf(value["title"]),
      status: textOf(status),
      durationMs: typeof durationMs === "number" ? durationMs : undefined,
      message:
        typeof failure === "object" && failure !== null && !Array.isArray(failure) ? textOf(failure["message"]) : "",
      steps: Array.isArray(steps) ? steps.flatMap(toStep) : [],
    },
  ];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
