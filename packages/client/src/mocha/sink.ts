import type { ResultToWrite } from "@backstory/model";
import type { LaterRecord } from "../recorder.ts";

/** Where the records of a run of Mocha go: to the recorder of this process, or through a journal to that of another. */
export interface Sink {
  /** An attempt began; its result has the same id. */
  began(result: ResultToWrite): void;
  /** An attempt is over. */
  result(result: ResultToWrite): void;
  /** Anything else. */
  record(record: LaterRecord): void;
}
