import type { Page, Test } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage } from "./openPage.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";

let stage: Stage;
let runId: string;
let testId: string;

beforeAll(async () => {
  stage = await openStage();
  runId = await stage.show(
    submission(60, { git: { branch: "main" } }, [
      { name: "test_pays", status: "failed", failure: { type: "AssertionError", message: "assert 89.99 == 90.0" } },
      { name: "test_adds", status: "passed" },
    ]),
  );
  const { items } = (await (await fetch(`${stage.address}/api/v1/tests?q=test_pays`)).json()) as Page<Test>;
  testId = items[0]?.testId ?? "";
  await state({ assignee: "ada <b>", by: "bob", reason: "rounding" });
});

afterAll(() => stage.close());

async function state(body: object, path = "") {
  const answer = await fetch(`${stage.address}/api/v1/tests/${testId}/assignment${path}`, {
    method: path === "" ? "PUT" : "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

test("a result and its test say who is on it, and no longer once that is resolved", async () => {
  const page = await openPage(stage.browser);
  const said = /^On it: ada <b>, assigned .+: rounding$/;
  await page.goto(`${stage.address}/runs/${runId}?test=${testId}`);
  const panel = page.getByRole("region", { name: "Result" });
  expect(await panel.getByText("On it:").innerText()).toMatch(said);
  await page.goto(`${stage.address}/tests/${testId}`);
  expect(await page.getByText("On it:").innerText()).toMatch(said);
  await state({ by: "ada" }, "/resolve");
  await page.reload();
  await page.getByRole("grid", { name: "History" }).waitFor();
  expect(await page.getByText("On it:").count()).toBe(0);
  expect(page.wrong).toEqual([]);
});
