import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** What a spool file says about itself. */
export interface SpoolSummary {
  readonly submissionId: string;
  readonly destination: string | undefined;
  readonly project: string | undefined;
  readonly target: string | undefined;
}

/** The first line of a spool file. Undefined when that is no submission, as in a file cut off at its very start. */
export async function submissionOf(path: string): Promise<SpoolSummary | undefined> {
  const stream = createReadStream(path, { encoding: "utf8" });
  try {
    for await (const line of createInterface({ input: stream })) return summaryOf(line);
    return undefined;
  } finally {
    stream.destroy();
  }
}

function summaryOf(line: string): SpoolSummary | undefined {
  try {
    const { kind, submissionId, destination, project, target } = JSON.parse(line);
    if (kind !== "submission" || typeof submissionId !== "string") return undefined;
    return { submissionId, destination: textOf(destination), project: textOf(project), target: textOf(target) };
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
