import { createRequire } from "node:module";
import { join } from "node:path";
import { hearAllure } from "../inTest/hearAllure.ts";
import { findTestsOfMocha } from "./currentTest.ts";
import type { MochaOptions } from "./runnable.ts";

/** Hears what tests tell Allure, where it is installed. With `--check-leaks` its global would fail the first test. */
export function hearAllureHere({ checkLeaks = false }: MochaOptions): void {
  if (!("allureTestRuntime" in globalThis) && (checkLeaks || !isInstalled())) return;
  findTestsOfMocha();
  hearAllure();
}

function isInstalled(): boolean {
  try {
    createRequire(join(process.cwd(), "package.json")).resolve("allure-js-commons");
    return true;
  } catch {
    return false;
  }
}
