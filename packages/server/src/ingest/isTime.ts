import { z } from "zod";

const whole = z.regexes.datetime({ precision: 3 });
const hours = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const length = "2026-11-21T19:46:57.123Z".length;
const dateLength = "2026-11-21".length;
let lastDate = "";

/** Whether a text is a time as the records have it. The date is looked at once for the many times that share it. */
export function isTime(text: unknown): boolean {
  if (typeof text !== "string" || text.length !== length) return false;
  if (text.startsWith(lastDate) && lastDate !== "") return hours.test(text.slice(dateLength));
  if (!whole.test(text)) return false;
  lastDate = text.slice(0, dateLength);
  return true;
}
