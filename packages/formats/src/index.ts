export { readCtrf } from "./ctrf/read.ts";
export { readJunit } from "./junit/read.ts";
export type { Reading, ReportFacts } from "./report.ts";
export { readTesults, type UploadFacts } from "./tesults/read.ts";
export { type AttemptToWrite, writeCase } from "./tesults/write.ts";
