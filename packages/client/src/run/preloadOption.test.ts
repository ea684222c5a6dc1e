import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { preloadOption, withOption, withoutOption } from "./preloadOption.ts";

test("Node reads the option whatever the path is called", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "backstory-preload-")), `my "own" \\ folder`);
  mkdirSync(folder);
  writeFileSync(join(folder, "a.cjs"), "console.log('loaded')");
  const env = { ...process.env, NODE_OPTIONS: preloadOption(join(folder, "a.cjs")) };
  expect(execFileSync(process.execPath, ["-e", ""], { env, encoding: "utf8" })).toBe("loaded\n");
  rmSync(folder, { recursive: true });
});

test.each([undefined, "--no-warnings"])("what was added to NODE_OPTIONS '%s' can be taken away", (options) => {
  const option = preloadOption("/a b.cjs");
  expect(withoutOption(withOption(options, option), option)).toBe(options);
});
