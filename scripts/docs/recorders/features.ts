import type { ResultRecord } from "@backstory/model";
import type { RecordedExample } from "./recordedExamples.ts";

/** Something that a recorder may keep of a suite, and how it shows in what was kept of the example. */
export interface Feature {
  readonly title: string;
  shows(example: RecordedExample): boolean;
}

const resultsOf = ({ records }: RecordedExample, name: RegExp): ResultRecord[] =>
  records.filter((record) => record.kind === "result").filter((result) => name.test(result.name));

const feature = (title: string, name: RegExp, holds: (result: ResultRecord) => unknown): Feature => ({
  title,
  shows: (example) => resultsOf(example, name).some((result) => Boolean(holds(result))),
});

const kept = (title: string, kind: "event" | "attachment"): Feature => ({
  title,
  shows: (example) => {
    const ids = new Set(resultsOf(example, tells).map(({ resultId }) => resultId));
    return example.records.some((record) => record.kind === kind && ids.has(record.resultId ?? ""));
  },
});

const isBroken = ({ status }: ResultRecord) => status === "broken";
const addsUp = /adds[_ ]up/;
const pays = /pays/;
const tells = /tells[_ ]of[_ ]itself/;

/** Everything that the page of recorders tells of, in its order. */
export const features: readonly Feature[] = [
  feature("a passing test", addsUp, ({ status }) => status === "passed"),
  feature(
    "a failing assertion: failed, with type, message and trace",
    /rounds/,
    ({ status, failure }) => status === "failed" && failure?.type && failure.message && failure.trace,
  ),
  feature("a hook or fixture that throws: broken", /counts/, ({ status }) => status === "broken"),
  feature("a skipped test", /prints/, ({ status }) => status === "skipped"),
  feature("a test still to be written, by the runner's own word", /gives change/, ({ rawStatus }) =>
    /todo|pending|fixme|skip/.test(rawStatus ?? ""),
  ),
  {
    title: "each try a result of its own, with its own failure",
    shows: (example) => {
      const [first, second] = resultsOf(example, /asks/).sort(
        (one, other) => (one.attempt ?? 1) - (other.attempt ?? 1),
      );
      return first?.failure?.message !== undefined && second?.attempt === 2 && second.status === "passed";
    },
  },
  feature("suites: file, describe blocks, classes", addsUp, ({ suite }) => /[Cc]heckout$/.test(suite ?? "")),
  {
    title: "each row of a table a test of its own",
    shows: (example) =>
      new Set(resultsOf(example, pays).map(({ name, params }) => JSON.stringify([name, params]))).size === 2,
  },
  feature("values of the row as params", pays, ({ params }) => Object.keys(params ?? {}).length > 0),
  feature("tags or markers as labels", addsUp, ({ labels }) => Object.keys(labels ?? {}).length > 0),
  feature("file", addsUp, ({ file }) => file),
  feature("line", addsUp, ({ line }) => line),
  feature("start and duration", addsUp, ({ startedAt, durationMs }) => startedAt && durationMs !== undefined),
  feature("phases with times", addsUp, ({ phases }) => phases?.length),
  feature("steps", addsUp, ({ steps }) => steps?.length),
  feature("what a test prints", addsUp, ({ stdout }) => stdout?.includes("3 items")),
  feature("the worker", addsUp, ({ worker }) => worker),
  feature("description", tells, ({ description }) => description?.includes("receipt")),
  feature("metrics", tells, ({ metrics }) => metrics?.["items"] === 3),
  feature("properties", tells, ({ properties }) => properties?.["currency"] === "EUR"),
  feature("results bag", tells, ({ metrics }) => metrics?.["total"] === 30),
  kept("events", "event"),
  kept("attachments", "attachment"),
  {
    title: "what goes wrong outside of tests",
    shows: (example) =>
      example.records.some(({ kind }) => kind === "error") || resultsOf(example, /voucher/).some(isBroken),
  },
  {
    title: "the exit status",
    shows: ({ records, status }) => records.some((record) => record.kind === "end" && record.exitStatus === status),
  },
];
