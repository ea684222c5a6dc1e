export { readCtrf } from "./ctrf/read.ts";
export { readJunit } from "./junit/read.ts";
export type { Reading, ReportFacts } from "./report.ts";
