import type { Page, RunResult } from "@backstory/model";
import { afterAll, beforeAll, test, vi } from "vitest";
import { expectWellMade } from "./lookAt.ts";
import { richRuns, richTest } from "./richRuns.ts";
import { openStage, type Stage } from "./stage.ts";

vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;
let runId = "";
let testId = "";

beforeAll(async () => {
  stage = await openStage();
  runId = await richRuns(stage);
  const answer = await fetch(`${stage.address}/api/v1/runs/${runId}/results?q=${encodeURIComponent(richTest)}`);
  testId = ((await answer.json()) as Page<RunResult>).items[0]?.testId ?? "";
});

afterAll(() => stage.close());

test.each<[string, string, string]>([
  ["the run", "", "1 newly failing"],
  ["its changes", "?change=stillFailing", "since"],
  ["its tree of suites", "?by=tree", "pay.spec.ts > pay"],
  ["its timeline", "?view=timeline", "33 attempts on 5 workers"],
  ["its harvest", "?view=harvest", "32 tests"],
  ["its files", "?view=files", "home: expected and actual picture"],
])("%s is well made", async (_, search, words) => {
  await expectWellMade(stage, {
    path: `/runs/${runId}${search}`,
    ready: (page) => page.getByText(words).first().waitFor({ timeout: 30_000 }),
  });
});

test("a result with files is well made", async () => {
  await expectWellMade(stage, {
    path: `/runs/${runId}?test=${testId}`,
    ready: (page) => page.getByText("npx playwright show-trace").waitFor({ timeout: 30_000 }),
  });
});

test("the page of a test is well made", async () => {
  await expectWellMade(stage, {
    path: `/tests/${testId}`,
    ready: async (page) => {
      await page.getByText("git bisect start").waitFor({ timeout: 30_000 });
      await page.getByText("npx playwright show-trace").waitFor({ timeout: 30_000 });
    },
  });
});
