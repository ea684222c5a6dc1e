import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { AllureMessage } from "./allureMessages.ts";

/** A step as results have it. A field without a value stays away: JSON has no word for it. */
interface Step {
  name: string;
  status: string;
  startedAt?: string;
  durationMs?: number;
  params?: Record<string, string>;
  failure?: { message: string };
  attachments?: string[];
  steps?: Step[];
}

type AllureData = NonNullable<AllureMessage["data"]>;

const statuses: ReadonlySet<unknown> = new Set(["passed", "failed", "broken", "skipped"]);
const deepest = 50;

/** Steps in the making, from what a test told Allure of their beginnings and ends. */
export class AllureSteps {
  readonly #steps: Step[] = [];
  readonly #open: { readonly step: Step; readonly start: number | undefined }[] = [];
  #count = 0;

  /** Takes a message; those that are not about steps are passed over. */
  take({ type, data = {} }: AllureMessage): void {
    if (type === "step_start") this.#start(data);
    else if (type === "step_stop") this.#stop(data);
    else if (type === "step_metadata") this.#describe(data);
    else if (type === "attachment_content" || type === "attachment_path") this.#attach(data);
  }

  /** The outermost steps. One that never ended is one in which the test ended. */
  all(): NonNullable<ResultToWrite["steps"]> {
    return this.#steps as NonNullable<ResultToWrite["steps"]>;
  }

  #start({ name, start }: AllureData): void {
    const step: Step = { name: wordOf(name), status: "broken" };
    const startedMs = typeof start === "number" && Number.isFinite(start) ? start : undefined;
    if (startedMs !== undefined) step.startedAt = new Date(startedMs).toISOString();
    this.#count += 1;
    if (this.#count <= bounds.entries && this.#open.length < deepest) {
      const parent = this.#open.at(-1)?.step;
      if (parent === undefined) this.#steps.push(step);
      else parent.steps = [...(parent.steps ?? []), step];
    }
    this.#open.push({ step, start: startedMs });
  }

  #stop({ stop, status, statusDetails }: AllureData): void {
    const ended = this.#open.pop();
    if (ended === undefined) return;
    const { step, start } = ended;
    step.status = statuses.has(status) ? String(status) : "passed";
    if (typeof stop === "number" && start !== undefined) step.durationMs = Math.max(0, stop - start);
    if (typeof statusDetails?.message === "string") step.failure = { message: wordOf(statusDetails.message) };
  }

  #describe({ name, parameters }: AllureData): void {
    const step = this.#open.at(-1)?.step;
    if (step === undefined) return;
    if (typeof name === "string") step.name = wordOf(name);
    for (const { name: key, value, mode } of parameters ?? []) {
      if (typeof key !== "string" || mode === "hidden") continue;
      step.params = { ...step.params, [wordOf(key)]: mode === "masked" ? "******" : wordOf(value) };
    }
  }

  #attach({ name }: AllureData): void {
    const step = this.#open.at(-1)?.step;
    if (step !== undefined) step.attachments = [...(step.attachments ?? []), wordOf(name ?? "attachment")];
  }
}

function wordOf(value: unknown): string {
  return cutText(String(value), bounds.word);
}
