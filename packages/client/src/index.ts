import { findTests } from "./inTest/knownRunners.ts";

export { attach, describeTest, metric, property, recordEvent, type Verbs } from "./inTest/verbs.ts";
export { Recorder } from "./recorder.ts";
export type { RecorderOptions } from "./settings.ts";

// Who imports this in a test wants its verbs to know which test that is.
findTests();
