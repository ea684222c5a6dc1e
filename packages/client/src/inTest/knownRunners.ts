import { findTestsOfJest } from "../jest/currentTest.ts";
import { findTestsOfMocha } from "../mocha/currentTest.ts";
import { findTestsOfNode } from "../nodeTest/currentTest.ts";
import { findTestsOfPlaywright } from "../playwright/currentTest.ts";
import { findTestsOfVitest } from "../vitest/currentTest.ts";
import { hearAllure } from "./hearAllure.ts";

/** Lets the tests of whichever runner this process belongs to be found, and what they tell Allure, without any set-up. */
export function findTests(): void {
  findTestsOfVitest();
  findTestsOfJest();
  findTestsOfMocha();
  findTestsOfNode();
  findTestsOfPlaywright();
  hearAllure();
}
