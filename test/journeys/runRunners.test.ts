import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { RunnerProject } from "../support/runnerProject.ts";
import { runnerProject } from "../support/runnerProject.ts";
import { type RunnerSuite, runnerSuites, timelessLines } from "../support/runnerSuites.ts";
import { backstoryProgram } from "../support/vitestProject.ts";

// Several processes a test, on machines that have other things to do.
vi.setConfig({ testTimeout: 120_000 });

// `backstory run` around every runner, in projects that know nothing of Backstory. Nothing listens where it sends to.
const all = ["adds", "is mended", "orders", "stays (broken)", "stays (sound)"];

for (const { title, command } of runnerSuites) {
  if (command === undefined) console.log(`${title} is left out: npm has no Node of that version for this platform`);
}

function projectOf({ folder, packages, files }: RunnerSuite): RunnerProject {
  return runnerProject(files, { runner: folder, packages });
}

interface Line {
  readonly kind: string;
  readonly name: string;
  readonly submissionId?: string;
  readonly rerun?: { readonly of: string };
}

function submissionsIn(project: RunnerProject): Line[][] {
  return project
    .spooled()
    .filter((path) => path.endsWith(".ndjson"))
    .map((path) =>
      readFileSync(path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
}

function recordedNames(project: RunnerProject): string[][] {
  return submissionsIn(project).map((records) =>
    records.flatMap(({ kind, name }) => (kind === "result" ? [name] : [])).sort(),
  );
}

describe.each(runnerSuites)("$title", (suite) => {
  const { command } = suite;
  test.skipIf(command === undefined)("prints and ends as without us, and is recorded once", async () => {
    const project = projectOf(suite);
    const words = command as readonly string[];
    const env = { NODE_OPTIONS: "", STAYS_BROKEN: "1" };
    const [node = "", ...rest] = words;
    const bare = await project.run(rest, { node, env });
    rmSync(join(project.folder, "mended"));
    const recorded = await project.run([backstoryProgram, "run", "--", ...words], { env });
    expect(recorded.status, recorded.stderr).toBe(bare.status);
    expect(bare.status).not.toBe(0);
    expect(timelessLines(recorded.stdout)).toEqual(timelessLines(bare.stdout));
    const ours = recorded.stderr.split("\n").filter((line) => line.startsWith("Backstory: "));
    expect(ours).toHaveLength(1);
    expect(timelessLines(recorded.stderr.replace(`${ours[0]}\n`, ""))).toEqual(timelessLines(bare.stderr));
    expect(recordedNames(project)).toEqual([all]);
    project.remove();
  });

  test.skipIf(command === undefined)("fails when something fails again", async () => {
    const project = projectOf(suite);
    const run = ["run", "--rerun-failed=2", "--", ...(command as readonly string[])];
    const { status, stdout, stderr } = await project.run([backstoryProgram, ...run], { env: { STAYS_BROKEN: "1" } });
    expect(status, stdout + stderr).toBe(1);
    expect(recordedNames(project)).toEqual([all, ["is mended", "stays (broken)"], ["stays (broken)"]]);
    const [[first], [again], [last]] = submissionsIn(project) as [Line[], Line[], Line[]];
    expect([again?.rerun, last?.rerun]).toEqual([{ of: first?.submissionId }, { of: first?.submissionId }]);
    project.remove();
  });
});

describe.each(runnerSuites.filter(({ folder }) => folder.endsWith("-newest")))("$title", (suite) => {
  const { command } = suite;
  test.skipIf(command === undefined)("records once where the project records already", async () => {
    const project = projectOf({ ...suite, files: { ...suite.files, ...suite.recording.files } });
    const words = [...(command as readonly string[]), ...suite.recording.words];
    const recorded = await project.run([backstoryProgram, "run", "--", ...words]);
    expect(recordedNames(project), recorded.stdout + recorded.stderr).toEqual([all]);
    project.remove();
  });

  test.skipIf(command === undefined)("runs again what failed, and that alone, until it passes", async () => {
    const project = projectOf(suite);
    const run = ["run", "--rerun-failed=3", "--", ...(command as readonly string[])];
    const { status, stderr, stdout } = await project.run([backstoryProgram, ...run]);
    expect(status, stdout + stderr).toBe(0);
    expect(stderr).toContain("Backstory: running 1 failed test again, 1 of 3\n");
    expect(recordedNames(project)).toEqual([all, ["is mended"]]);
    project.remove();
  });
});
