import type { Recorder } from "../recorder.ts";
import { attachmentRecords } from "./attachmentRecords.ts";
import { buildKey } from "./factsFile.ts";
import type { FactsFolder } from "./factsFolder.ts";

/** Records what was attached outside tests, in hooks of files say: it belongs to the build. */
export function recordToldOutside(recorder: Recorder, facts: FactsFolder | undefined): void {
  for (const attachment of attachmentRecords(facts?.take(buildKey) ?? [])) recorder.attach(attachment);
}
