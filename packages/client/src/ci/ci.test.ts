import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ciSchema, gitSchema } from "@backstory/model";
import { describe, expect, test } from "vitest";
import { ci } from "./ci.ts";
import type { Environment } from "./ciService.ts";
import { handOn } from "./handedOn.ts";

interface Case {
  readonly env: Environment;
  readonly ci: object;
  readonly git: object;
}

/** What the plugin of pytest says of the same jobs: its tests read the same file. */
const cases = JSON.parse(readFileSync(new URL("ciJobs.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Case>
>;

describe("ci", () => {
  test.each(Object.entries(cases))("reads %s", (_, { env, ci: job, git }) => {
    const facts = ci(env);
    expect(facts).toEqual({ ci: job, git });
    expect(ciSchema.parse(facts?.ci)).toEqual(job);
    expect(gitSchema.parse(facts?.git)).toEqual(git);
  });

  test("reads a service that only says CI", () => {
    expect(ci({ CI: "true", BUILD_URL: "https://ci.example.com/1?token=abc" })).toEqual({
      ci: { provider: "other", runUrl: "https://ci.example.com/1?token=redacted" },
      git: {},
    });
  });

  test.each([{}, { CI: "" }, { CI: "false" }])("is nothing with the environment %j", (env) => {
    expect(ci(env)).toBeUndefined();
  });

  test("is what backstory run knew of the job, where its variables are hidden", () => {
    const github = { GITHUB_ACTIONS: "true", GITHUB_RUN_ID: "17", GITHUB_REF_NAME: "main" };
    const job = { ci: { provider: "github", runId: "17" }, git: { branch: "main" } };
    const told = handOn(ci(github));
    expect(ci(told)).toEqual(job);
    expect(ci({ ...told, CI: "true" })).toEqual(job);
    expect(ci({ ...told, ...github, GITHUB_RUN_ID: "18" })).toMatchObject({ ci: { runId: "18" } });
    for (const BACKSTORY_CI of ["", "{", "[]", "null", '{"ci":"github","git":{}}']) {
      expect(ci({ BACKSTORY_CI })).toBeUndefined();
    }
  });

  test("reads the pushed commit of a pull request from the event that GitHub left", () => {
    const folder = mkdtempSync(join(tmpdir(), "backstory-github-"));
    const event = join(folder, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { head: { sha: "pushed" } } }));
    const env = {
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: "merged",
      GITHUB_REF: "refs/pull/12/merge",
      GITHUB_HEAD_REF: "totals",
      GITHUB_BASE_REF: "main",
    };
    expect(ci({ ...env, GITHUB_EVENT_PATH: event })).toMatchObject({
      ci: { pullRequest: "12" },
      git: { commit: "pushed", branch: "totals", baseBranch: "main" },
    });
    expect(ci({ ...env, GITHUB_EVENT_PATH: join(folder, "absent") })).toMatchObject({ git: { commit: "merged" } });
    rmSync(folder, { recursive: true });
  });
});
