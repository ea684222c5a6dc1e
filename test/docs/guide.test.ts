import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { stepsOf, withOutputs } from "../support/guide/guidePage.ts";
import { runGuide } from "../support/guide/runGuide.ts";

const path = join(root, "docs/guides/runs-and-history.md");

test("every command of the guide to runs and history prints what the guide says; BACKSTORY_WRITE_GUIDES=1 writes it anew", {
  timeout: 300_000,
}, async () => {
  const page = readFileSync(path, "utf8");
  const outputs = await runGuide(page);
  if (process.env["BACKSTORY_WRITE_GUIDES"]) writeFileSync(path, withOutputs(page, outputs));
  const steps = stepsOf(readFileSync(path, "utf8")).filter((step) => step.kind === "command");
  expect(steps.length).toBeGreaterThan(10);
  for (const [index, { command, output }] of steps.entries())
    expect(`$ ${command}\n${outputs[index]}`).toBe(`$ ${command}\n${output}`);
});
