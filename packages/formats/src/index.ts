export { readCtrf } from "./ctrf/read.ts";
export { type ByteSource, mergedBytes } from "./junit/merge/mergedBytes.ts";
export { type Merge, mergeReports } from "./junit/merge/mergeReports.ts";
export { type ReportFile, readReport } from "./junit/merge/reportFile.ts";
export { SoughtCases } from "./junit/merge/soughtCases.ts";
export { readJunit } from "./junit/read.ts";
export type { Reading, ReportFacts } from "./report.ts";
export { readTesults, type UploadFacts } from "./tesults/read.ts";
export { type AttemptToWrite, writeCase } from "./tesults/write.ts";
