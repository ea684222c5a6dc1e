import { BackstoryError } from "@backstory/model";

/** The error of a file that is not what it should be; the detail says where. */
export function unreadable(format: string, why: string): BackstoryError {
  return new BackstoryError("unreadable-report", `This is no ${format} that can be read: ${why}.`);
}
