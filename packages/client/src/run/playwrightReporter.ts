// The reporter that `backstory run` names in PW_TEST_REPORTER. Playwrights that tests start do not see it.
delete process.env["PW_TEST_REPORTER"];

/** @alias */
export { default } from "../playwright.ts";
