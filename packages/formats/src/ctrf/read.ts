import type { ResultToWrite } from "@backstory/model";
import { fit } from "../fit.ts";
import { asObject, asObjects, asText, type JsonObject, parseJson } from "../json.ts";
import { oneName } from "../oneName.ts";
import type { Reading, ReportFacts } from "../report.ts";
import { asTime, later } from "../times.ts";
import { unreadable } from "../unreadable.ts";
import { resultsOfTest } from "./test.ts";

/** Reads a CTRF report: one result an attempt of each test. */
export function readCtrf(bytes: Uint8Array, { startedAt, take }: Reading): ReportFacts {
  const report = asObject(parseJson(bytes, (why) => unreadable("CTRF report", why)));
  const results = asObject(report?.["results"]);
  if (results === undefined) throw unreadable("CTRF report", "it has no 'results'");
  if (!Array.isArray(results["tests"])) throw unreadable("CTRF report", "'results.tests' is no list");
  const summary = asObject(results["summary"]) ?? {};
  const begunAt = asTime(summary["start"]) ?? asTime(report?.["timestamp"]) ?? startedAt;
  const nameOf = oneName();
  let nextAt = begunAt;
  let lastAt = begunAt;
  for (const [index, test] of asObjects(results["tests"]).entries()) {
    const suite = suiteOf(test);
    const name = nameOf(suite, asText(test["name"]) ?? "(no name)", test["parameters"]);
    const identity = { suite: fit(suite, "word"), name: fit(name, "word") };
    const attempts = resultsOfTest(test, identity, { resultId: `test-${index + 1}`, startedAt: nextAt });
    for (const result of attempts) {
      take(result);
      nextAt = endOf(result);
      if (nextAt > lastAt) lastAt = nextAt;
    }
  }
  return {
    runner: runnerOf(results["tool"]),
    startedAt: begunAt,
    finishedAt: asTime(summary["stop"]) ?? lastAt,
    ...environmentOf(asObject(results["environment"]) ?? {}),
  };
}

/** A list of suites in newer reports, one text in older ones. */
function suiteOf(test: JsonObject): string {
  const { suite } = test;
  if (Array.isArray(suite)) return suite.filter((name) => typeof name === "string").join(" > ");
  return asText(suite) ?? "";
}

function endOf({ startedAt, durationMs }: ResultToWrite): string {
  return later(startedAt, durationMs);
}

function runnerOf(value: unknown): ReportFacts["runner"] {
  const tool = asObject(value);
  const version = asText(tool?.["version"]);
  const name = fit(asText(tool?.["name"]) ?? "ctrf", "word");
  return { name, ...(version === undefined ? {} : { version: fit(version, "word") }) };
}

function environmentOf(environment: JsonObject): Pick<ReportFacts, "build" | "git" | "host"> {
  const word = (key: string): string | undefined => {
    const text = asText(environment[key]);
    return text === undefined ? undefined : fit(text, "word");
  };
  const some = <Facts extends object>(facts: Facts): Facts | undefined => {
    const told = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    return Object.keys(told).length === 0 ? undefined : (told as Facts);
  };
  const build = some({ name: word("buildName") });
  const git = some({ branch: word("branchName"), commit: word("commit"), repository: word("repositoryUrl") });
  const host = some({ os: word("osPlatform") });
  return {
    ...(build === undefined ? {} : { build: build as NonNullable<ReportFacts["build"]> }),
    ...(git === undefined ? {} : { git: git as NonNullable<ReportFacts["git"]> }),
    ...(host === undefined ? {} : { host: host as NonNullable<ReportFacts["host"]> }),
  };
}
