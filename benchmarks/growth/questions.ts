import type { Connection } from "../../packages/server/src/store/connection.ts";
import { compareSelections } from "../../packages/server/src/store/queries/compare/compareSelections.ts";
import { runChanges } from "../../packages/server/src/store/queries/compare/runChanges.ts";
import { branchFigures } from "../../packages/server/src/store/queries/figures/branches.ts";
import { crossRunFlakyFigures } from "../../packages/server/src/store/queries/figures/crossRunFlaky.ts";
import { flakyFigures } from "../../packages/server/src/store/queries/figures/flaky.ts";
import { labelFigures } from "../../packages/server/src/store/queries/figures/labels.ts";
import { overviewFigures } from "../../packages/server/src/store/queries/figures/overview.ts";
import { pipelineFigures } from "../../packages/server/src/store/queries/figures/pipelines.ts";
import { runFigures } from "../../packages/server/src/store/queries/figures/runs.ts";
import { slowestFigures } from "../../packages/server/src/store/queries/figures/slowest.ts";
import { summaryOfTargets } from "../../packages/server/src/store/queries/figures/summary.ts";
import { testFigures } from "../../packages/server/src/store/queries/figures/test.ts";
import { trendFigures } from "../../packages/server/src/store/queries/figures/trend.ts";
import { findRun } from "../../packages/server/src/store/queries/findRun.ts";
import { findTest } from "../../packages/server/src/store/queries/findTest.ts";
import { listChurn } from "../../packages/server/src/store/queries/listChurn.ts";
import { listFailing } from "../../packages/server/src/store/queries/listFailing.ts";
import { listRunResults } from "../../packages/server/src/store/queries/listRunResults.ts";
import { listRuns } from "../../packages/server/src/store/queries/listRuns.ts";
import { listTargets } from "../../packages/server/src/store/queries/listTargets.ts";
import { listTests } from "../../packages/server/src/store/queries/listTests.ts";
import { testHistory } from "../../packages/server/src/store/queries/testHistory.ts";

/** What the questions are about: the largest project, a run of it, a test of it, and when the history ends. */
export interface GrowthSubject {
  readonly project: string;
  readonly runId: string;
  readonly testId: string;
  readonly now: number;
}

/** One question of a page or a command, asked as its route asks it. */
export interface GrowthQuestion {
  readonly name: string;
  ask(connection: Connection, subject: GrowthSubject): Promise<unknown>;
}

function span({ project, now }: GrowthSubject, days: number) {
  return { project, since: new Date(now - days * 86_400_000).toISOString(), until: new Date(now).toISOString() };
}

/** Every question that a page or a command asks. */
export const growthQuestions: readonly GrowthQuestion[] = [
  { name: "runs, the newest 50", ask: (connection) => listRuns(connection, { limit: 50 }) },
  { name: "targets with their strips", ask: (connection) => listTargets(connection, {}) },
  { name: "summary of all targets", ask: (connection) => summaryOfTargets(connection, {}) },
  { name: "one run", ask: (connection, { runId }) => findRun(connection, { runId }) },
  {
    name: "results of a run, failures first",
    ask: (connection, { runId }) => listRunResults(connection, { runId, sort: "failures", limit: 100 }),
  },
  {
    name: "results of a run, slowest first",
    ask: (connection, { runId }) => listRunResults(connection, { runId, sort: "duration", limit: 100 }),
  },
  { name: "changes of a run", ask: (connection, { runId }) => runChanges(connection, { runId, limit: 50 }) },
  {
    name: "ten runs against ten runs",
    ask: (connection, { project }) =>
      compareSelections(connection, { project, a: "branch:main:10", b: "branch:feature-1:10", limit: 50 }),
  },
  {
    name: "everything that fails, since when",
    ask: (connection, { project }) => listFailing(connection, { project, limit: 50 }),
  },
  { name: "tests by a part of their name", ask: (connection) => listTests(connection, { q: "login_12", limit: 50 }) },
  { name: "one test", ask: (connection, { testId }) => findTest(connection, { testId }) },
  {
    name: "history of a test, 200 runs",
    ask: (connection, { testId }) => testHistory(connection, { testId, limit: 200 }),
  },
  { name: "names that churn", ask: (connection, { project }) => listChurn(connection, { project }) },
  { name: "overview of 7 days", ask: (connection, subject) => overviewFigures(connection, span(subject, 7)) },
  {
    name: "runs of 7 days as bars",
    ask: (connection, subject) => runFigures(connection, { ...span(subject, 7), limit: 50 }),
  },
  {
    name: "slowest of 7 days by median",
    ask: (connection, subject) =>
      slowestFigures(connection, { ...span(subject, 7), sort: "p50", minRuns: 1, limit: 10 }),
  },
  {
    name: "flaky within runs, 30 days",
    ask: (connection, subject) => flakyFigures(connection, { ...span(subject, 30), minRuns: 10, limit: 10 }),
  },
  {
    name: "flaky across runs, 30 days",
    ask: (connection, subject) => crossRunFlakyFigures(connection, { ...span(subject, 30), minRuns: 10, limit: 10 }),
  },
  {
    name: "branches of 30 days",
    ask: (connection, subject) => branchFigures(connection, { ...span(subject, 30), limit: 50 }),
  },
  {
    name: "one label of 7 days",
    ask: (connection, subject) => labelFigures(connection, { ...span(subject, 7), key: "feature", limit: 50 }),
  },
  {
    name: "overview of 7 days, one label",
    ask: (connection, subject) => overviewFigures(connection, { ...span(subject, 7), labels: ["feature=cart"] }),
  },
  {
    name: "pipelines of 7 days",
    ask: (connection, subject) => pipelineFigures(connection, { ...span(subject, 7), limit: 50 }),
  },
  { name: "trend of 90 days", ask: (connection, subject) => trendFigures(connection, span(subject, 90)) },
  {
    name: "figures of a test, 30 days",
    ask: (connection, { testId, ...subject }) =>
      testFigures(connection, { testId, ...span({ testId, ...subject }, 30) }),
  },
];
