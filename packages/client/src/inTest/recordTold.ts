import type { ResultToWrite } from "@backstory/model";
import type { Recorder } from "../recorder.ts";
import { allureFiles } from "../recording/allureFiles.ts";
import { allureMessagesIn } from "../recording/allureMessages.ts";
import { addAllureTitle } from "../recording/allureTitle.ts";
import { addTold } from "./addTold.ts";
import { attachmentRecords } from "./attachmentRecords.ts";
import { eventRecords } from "./eventRecords.ts";
import type { Fact } from "./facts.ts";

/** Records a result with everything that its test told while it ran, and answers how many events that were. */
export function recordTold(recorder: Recorder, result: ResultToWrite, told: readonly Fact[]): number {
  addAllureTitle(result);
  if (told.length === 0) {
    recorder.record(result);
    return 0;
  }
  addTold(result, told);
  recorder.record(result, told);
  const events = eventRecords(result.resultId, told);
  for (const event of events) recorder.record(event);
  const files = [...attachmentRecords(told), ...allureFiles(allureMessagesIn(told))];
  for (const file of files) recorder.attach({ resultId: result.resultId, ...file });
  return events.length;
}
