import { findTestsOfVitest } from "../vitest/currentTest.ts";

/** Lets the tests of whichever runner this process belongs to be found, without any set-up. */
export function findTests(): void {
  findTestsOfVitest();
}
