import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ListedAssignment, Page } from "@backstory/model";
import { postRecords, untilShown } from "../../browser/postRecords.ts";
import { startServer } from "../serverProcess.ts";
import { userEnvironment } from "../userEnvironment.ts";
import { backstoryProgram } from "../vitestProject.ts";
import { normalised, stepsOf } from "./guidePage.ts";
import { builds, recordsOf } from "./mondayHistory.ts";

const newest = Object.keys(builds).at(-1);

/** Does what a page says on a server of its own, and answers what each of its commands prints. */
export async function runGuide(page: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "backstory-guide-"));
  const server = await startServer(join(folder, "data"));
  try {
    const bin = commandIn(folder);
    for (const build of Object.keys(builds)) if (build !== newest) await record(server.address, build);
    const outputs: string[] = [];
    for (const step of stepsOf(page)) {
      if (step.kind === "record") await record(server.address, step.build);
      else outputs.push(normalised(await outputOf(step.command, bin, server.address), server.address));
    }
    return outputs;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function record(address: string, build: string): Promise<void> {
  const { submissionId, lines } = recordsOf(build);
  await postRecords(address, submissionId, lines);
  const names = new Set(lines.flatMap((line) => (line.kind === "result" ? line.name : [])));
  await untilShown(address, submissionId, names.size);
  if (build === newest) await untilNobodyIsOnAnyTest(address);
}

/** Assignments are resolved a moment after the run. */
async function untilNobodyIsOnAnyTest(address: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const page = (await (await fetch(`${address}/api/v1/assignments`)).json()) as Page<ListedAssignment>;
    if (page.items.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the assignment was not resolved");
}

function commandIn(folder: string): string {
  const path = join(folder, "backstory");
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${backstoryProgram}" "$@"\n`);
  chmodSync(path, 0o755);
  return folder;
}

function outputOf(command: string, bin: string, address: string): Promise<string> {
  const env = {
    ...userEnvironment(),
    PATH: `${bin}:${process.env["PATH"]}`,
    BACKSTORY_URL: address,
    COLUMNS: "116",
    NO_COLOR: "1",
  };
  return new Promise((resolve) => {
    execFile("sh", ["-c", command], { env: withoutCi(env) }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

function withoutCi(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB_|GITLAB_|FORCE_COLOR$)/.test(name)));
}
