import type { FullConfig, Suite } from "@playwright/test/reporter";
import { BackstoryReporter } from "../playwright.ts";
import { noteStopsEarly } from "../rerun/runPlace.ts";

// Playwrights that tests start do not see it.
delete process.env["PW_TEST_REPORTER"];

/** The reporter that `backstory run` names in PW_TEST_REPORTER. */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export.
export default class extends BackstoryReporter {
  override onBegin(config: FullConfig, suite: Suite): void {
    noteStopsEarly(config.maxFailures);
    super.onBegin(config, suite);
  }
}
