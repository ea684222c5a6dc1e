import { findTestsOfMocha } from "../mocha/currentTest.ts";
import { findTestsOfNode } from "../nodeTest/currentTest.ts";
import { findTestsOfPlaywright } from "../playwright/currentTest.ts";
import { findTestsOfVitest } from "../vitest/currentTest.ts";

/** Lets the tests of whichever runner this process belongs to be found, without any set-up. */
export function findTests(): void {
  findTestsOfVitest();
  findTestsOfMocha();
  findTestsOfNode();
  findTestsOfPlaywright();
}
