import type { ResultToWrite } from "@backstory/model";
import { oneName } from "../oneName.ts";
import type { Reading, ReportFacts } from "../report.ts";
import { asTime, later } from "../times.ts";
import { scanJunit } from "./scan.ts";
import { resultsOfCase, seconds } from "./testCase.ts";

interface Suite {
  /** The names from the outermost suite to this one. */
  readonly path: readonly string[];
  /** When the next test case of it began: they are taken to follow one another. */
  nextAt: string;
}

/**
 * Reads JUnit XML: one result a test case and, where surefire's reruns are listed, one an attempt. The suite of a test is
 * its `classname`, or else the names of the suites around it.
 */
export function readJunit(chunks: Iterable<Uint8Array>, { startedAt, take }: Reading): ReportFacts {
  const suites: Suite[] = [{ path: [], nextAt: startedAt }];
  const nameOf = oneName();
  let number = 0;
  let firstAt: string | undefined;
  let lastAt = startedAt;

  const current = (): Suite => suites.at(-1) as Suite;

  scanJunit(chunks, {
    openSuite(attributes) {
      const { path, nextAt } = current();
      const begunAt = asTime(attributes["timestamp"]);
      if (begunAt !== undefined && (firstAt === undefined || begunAt < firstAt)) firstAt = begunAt;
      const name = attributes["name"] ?? "";
      suites.push({ path: name === "" ? path : [...path, name], nextAt: begunAt ?? nextAt });
    },
    closeSuite() {
      const closed = suites.pop() as Suite;
      const outer = current();
      if (closed.nextAt > outer.nextAt) outer.nextAt = closed.nextAt;
    },
    testCase(element) {
      const suite = current();
      const { classname = "", name = "" } = element.attributes;
      const suiteName = classname === "" ? suite.path.join(" > ") : classname;
      number += 1;
      const identity = { suite: suiteName, name: nameOf(suiteName, name === "" ? "(no name)" : name) };
      const begunAt = asTime(element.attributes["timestamp"]) ?? suite.nextAt;
      for (const result of resultsOfCase(element, identity, { resultId: `case-${number}`, startedAt: begunAt })) {
        lastAt = latest(lastAt, result);
        take(result);
      }
      suite.nextAt = later(begunAt, seconds(element.attributes["time"]) * 1_000);
    },
  });
  return { runner: { name: "junit" }, startedAt: firstAt ?? startedAt, finishedAt: lastAt };
}

function latest(before: string, { startedAt, durationMs }: ResultToWrite): string {
  const end = later(startedAt, durationMs);
  return end > before ? end : before;
}
