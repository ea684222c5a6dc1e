export { Recorder } from "./recorder.ts";
export type { RecorderOptions } from "./settings.ts";
