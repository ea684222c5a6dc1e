import { factsVariable } from "../inTest/facts.ts";
import type { RecorderOptions } from "../settings.ts";

/** What runners and recorders set where tests run, which whatever a test starts inherits. */
const inTests = [
  "VITEST_POOL_ID",
  "PYTEST_CURRENT_TEST",
  "JEST_WORKER_ID",
  "TEST_WORKER_INDEX",
  "NODE_TEST_CONTEXT",
  factsVariable,
];

/** Whether a test started this process, which inherited the destination: its results are not the project's. */
export function isNested({ url }: RecorderOptions, env: NodeJS.ProcessEnv = process.env): boolean {
  return url === undefined && inTests.some((name) => Boolean(env[name]));
}
