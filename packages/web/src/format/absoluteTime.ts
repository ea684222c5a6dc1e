const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** A time in the reader's own zone and language. */
export function localTime(time: string): string {
  return local.format(new Date(time));
}

/** A time in the reader's own zone and language, with the UTC time that commands and queries take. */
export function absoluteTime(time: string): string {
  return `${localTime(time)} (${time})`;
}
