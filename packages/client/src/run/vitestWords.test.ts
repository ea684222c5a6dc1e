import { describe, expect, test } from "vitest";
import { parseCLI } from "vitest/node";
import { vitestTask } from "./vitestWords.ts";

describe("the words after 'vitest'", () => {
  test.each<[string, object]>([
    ["run", { filters: [], options: { run: true } }],
    ["run cart ./order", { filters: ["cart", "order"], options: { run: true } }],
    ["watch", { options: { watch: true } }],
    ["run --watch", { options: { watch: true } }],
    ["--coverage run cart", { filters: ["cart"], options: { run: true } }],
    ["--project run cart", { filters: ["cart"], options: { project: ["run"] } }],
    ["related src/cart.ts --run", { options: { related: ["src/cart.ts"] } }],
    ["run --exclude a --exclude b", { options: { cliExclude: ["a", "b"] } }],
    ["run cart.test.ts:12", { options: { includeTaskLocation: true } }],
    ["run --typecheck.only", { options: { typecheck: { only: true, enabled: true } } }],
  ])("%s", (words, task) => {
    expect(vitestTask(words.split(" "), parseCLI)).toMatchObject(task);
  });

  test.each(["--version", "run --help", "bench", "--run bench", "init browser", "list", "-v"])(
    "%s is not ours to run",
    (words) => {
      expect(vitestTask(words.split(" "), parseCLI)).toBeUndefined();
    },
  );
});
