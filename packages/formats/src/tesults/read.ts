import type { ResultToWrite } from "@backstory/model";
import { fit } from "../fit.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import { oneName } from "../oneName.ts";
import type { Reading, ReportFacts } from "../report.ts";
import { later } from "../times.ts";
import { unreadable } from "../unreadable.ts";
import { buildOf } from "./build.ts";
import { resultsOfCase } from "./case.ts";

/** What an upload says of its run, and what of it was not taken as it was meant. */
export interface UploadFacts extends ReportFacts {
  readonly recorder: ReportFacts["runner"];
  /** How many files the cases name; their bytes do not come with an upload. */
  readonly files: number;
  /** Places in `cases` that hold no object. */
  readonly skipped: readonly number[];
}

/** The suite of the case that describes the build and counts as no test. */
const buildSuite = "[build]";

/**
 * Reads the body of a Tesults upload: one result an attempt of each case, in their order, as `case-1`, `case-2` ….
 * Cases of one name, suite and parameters are numbered, so that each is kept.
 */
export function readTesults(payload: unknown, { startedAt, take }: Reading): UploadFacts {
  const body = asObject(payload);
  const cases = asObject(body?.["results"])?.["cases"];
  if (!Array.isArray(cases)) throw unreadable("Tesults upload", "'results.cases' is no list");
  const objects = cases.map(asObject);
  const builds = objects.filter((one) => one?.["suite"] === buildSuite) as JsonObject[];
  const build = buildOf(builds);
  const nameOf = oneName();
  const span = { firstAt: undefined as string | undefined, lastAt: startedAt };
  for (const [index, one] of objects.entries()) {
    if (one === undefined || one["suite"] === buildSuite) continue;
    const suite = asText(one["suite"]) ?? "";
    const name = nameOf(suite, asText(one["name"]) ?? "(no name)", one["params"]);
    const identity = { suite: fit(suite, "word"), name: fit(name, "word") };
    for (const result of resultsOfCase(one, identity, { resultId: `case-${index + 1}`, startedAt })) {
      widen(span, result);
      take(result);
    }
  }
  return {
    ...toolsOf(asObject(body?.["metadata"]) ?? {}),
    startedAt: span.firstAt ?? startedAt,
    finishedAt: span.lastAt,
    ...(build === undefined ? {} : { build }),
    files: objects.reduce((files, one) => files + (Array.isArray(one?.["files"]) ? one["files"].length : 0), 0),
    skipped: objects.flatMap((one, index) => (one === undefined ? [index] : [])),
  };
}

function widen(span: { firstAt: string | undefined; lastAt: string }, { startedAt, durationMs }: ResultToWrite): void {
  const endedAt = later(startedAt, durationMs);
  if (span.firstAt === undefined || endedAt > span.lastAt) span.lastAt = endedAt;
  if (span.firstAt === undefined || startedAt < span.firstAt) span.firstAt = startedAt;
}

function toolsOf(metadata: JsonObject): Pick<UploadFacts, "runner" | "recorder"> {
  const word = (key: string): string | undefined => {
    const text = asText(metadata[key]);
    return text === undefined ? undefined : fit(text, "word");
  };
  const version = word("integration_version");
  return {
    runner: { name: word("test_framework") ?? "tesults" },
    recorder: { name: word("integration_name") ?? "tesults", ...(version === undefined ? {} : { version }) },
  };
}
