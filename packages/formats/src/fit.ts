import { bounds } from "@backstory/model";

/** A text as it fits into a record: well-formed, and a longer one ends in how much was cut. */
export function fit(text: string, bound: "word" | "message" | "text"): string {
  const most = bounds[bound];
  const whole = text.replace(loneSurrogates, "\ufffd");
  if (whole.length <= most) return whole;
  const room = most - noteOf(whole.length).length;
  const kept = isFirstHalf(whole.charCodeAt(room - 1)) ? room - 1 : room;
  return whole.slice(0, kept) + noteOf(whole.length - kept);
}

const loneSurrogates = /\p{Surrogate}/gu;

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function noteOf(missing: number): string {
  return `… (${missing} more characters were cut)`;
}
