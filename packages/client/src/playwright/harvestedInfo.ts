import type { HarvestedTest } from "../harvest/harvestedTest.ts";
import { namesOfInfo, type PlaywrightTest } from "./currentTest.ts";

/** As much of a TestInfo as tells how its attempt went. */
export interface EndedTest extends PlaywrightTest {
  readonly status?: string | undefined;
  readonly expectedStatus: string;
  readonly duration: number;
}

/** A test of Playwright whose attempt is over. */
export function harvestedInfo(info: EndedTest): HarvestedTest {
  return { ...namesOfInfo(info), status: statusOf(info), durationMs: info.duration };
}

function statusOf({ status, expectedStatus }: EndedTest): HarvestedTest["status"] {
  if (status === "skipped") return "skipped";
  if (status === undefined || status === "interrupted") return "broken";
  return status === expectedStatus ? "passed" : "failed";
}
