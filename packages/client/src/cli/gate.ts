import { setTimeout as sleep } from "node:timers/promises";
import { BackstoryError } from "@backstory/model";
import type { Command } from "commander";
import type { Server } from "./askServer.ts";
import { exitStatuses } from "./exitStatus.ts";
import { runForms } from "./findRun.ts";
import { type GateTest, type Judgement, judgeAll, runsToJudge } from "./gateRuns.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { firstLine } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { formatOf } from "./output/format.ts";
import { paintOf } from "./output/paint.ts";
import { printable, printLists } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface GateOptions extends ListOptions {
  readonly build?: string;
  readonly onlyNewFailures?: boolean;
  readonly against?: string;
  readonly allowFlaky?: boolean;
  readonly allowSkipped?: boolean;
  readonly allowIncomplete?: boolean;
  readonly wait?: string;
}

const pauseMs = 1_000;

/** `backstory gate`: exit status 0 when a run or build passes, 1 with every reason when it does not. */
export function addGate(program: Command): void {
  withListOptions(program.command("gate"), { project: true, target: true, branch: true })
    .description("end with 0 when every test of a build or run passed, else with 1 and the reasons")
    .argument("[run]", runForms, "latest")
    .option(
      "--build <name>",
      "every run of this build, in each target: one where the target consolidates, else that of each shard or job " +
        "(BACKSTORY_BUILD_NAME is not asked)",
    )
    .option(
      "--only-new-failures",
      "only mind tests that fail and did not before; flaky and skipped tests are let through",
    )
    .option(
      "--against <selector>",
      "before what: build:NAME, branch:NAME[:RUNS], a run id; the complete run before when left out",
    )
    .option("--allow-flaky", "let tests through that failed and then passed")
    .option("--allow-skipped", "let skipped tests through")
    .option("--allow-incomplete", "let a run through of which something is lacking")
    .option("--wait <seconds>", "wait so long for the run to be there and complete", "0")
    .action(async (words: string, options: GateOptions) => {
      const judgements = await judgeWhenComplete(serverOf(options), words, options);
      const passes = judgements.every((judgement) => judgement.passes);
      printJudgements({ passes, judgements }, options);
      process.exitCode = passes ? exitStatuses.done : exitStatuses.closed;
    });
}

async function judgeWhenComplete(server: Server, words: string, options: GateOptions): Promise<Judgement[]> {
  const patience = performance.now() + 1_000 * secondsOf(options.wait ?? "0");
  const { project, target, branch } = filtersOf(options);
  for (;;) {
    const isLast = performance.now() >= patience;
    const runs = await runsToJudge(server, { words, build: options.build, project, target, branch }).catch((error) => {
      if (isLast || !(error instanceof BackstoryError) || error.code !== "not-found") throw error;
      return [];
    });
    const isComplete = runs.length > 0 && runs.every(({ state }) => state === "complete");
    if (isComplete || (isLast && runs.length > 0)) {
      return judgeAll(server, runs, ruleOf(options));
    }
    await sleep(Math.min(pauseMs, Math.max(0, patience - performance.now())));
  }
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds >= 0 && Number.isFinite(seconds) && text.trim() !== "") return seconds;
  throw new BackstoryError("setting-invalid", `--wait takes a number of seconds, not '${text}'.`);
}

function ruleOf({
  onlyNewFailures = false,
  against,
  allowFlaky = false,
  allowSkipped = false,
  allowIncomplete = false,
}: GateOptions) {
  return {
    onlyNewFailures: onlyNewFailures || against !== undefined,
    against,
    allowFlaky,
    allowSkipped,
    allowIncomplete,
  };
}

function printJudgements(whole: { passes: boolean; judgements: Judgement[] }, options: GateOptions): void {
  if (formatOf(options) === "csv") {
    const items = whole.judgements.flatMap(({ tests }) => tests);
    printLists(whole, options, [printable({ items, columns, empty: "" })]);
    return;
  }
  const lists = whole.judgements.map(({ run, passes, reasons, tests }) => {
    const names = [`${run.project}/${run.target}`, run.build.name && `build ${run.build.name}`, `run ${run.runId}`];
    const verdict = passes ? "passes" : "does not pass";
    const title = [`${names.filter((name) => name).join(", ")} ${verdict}.`, ...reasons].join("\n");
    return printable({ items: tests, columns, empty: "", title });
  });
  printLists(whole, options, lists);
}

const columns: readonly Column<GateTest>[] = [
  { title: "OUTCOME", key: "outcome", cell: ({ outcome }) => outcome, paint: ({ outcome }) => paintOf(outcome) },
  { title: "SUITE", key: "suite", cell: ({ suite }) => suite, isText: true },
  {
    title: "NAME",
    key: "name",
    cell: ({ displayName, name }) => displayName || name,
    value: ({ name }) => name,
    isText: true,
  },
  {
    title: "MESSAGE",
    key: "message",
    cell: ({ message }) => firstLine(message),
    value: ({ message }) => message,
    isText: true,
  },
  { title: "", key: "testId", cell: ({ testId }) => testId, isForCsvOnly: true },
];
