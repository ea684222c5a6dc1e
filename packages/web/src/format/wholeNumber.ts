const english = new Intl.NumberFormat("en");

/** A count with its thousands apart: `4,943`. */
export function wholeNumber(count: number): string {
  return english.format(count);
}

/** A count with its noun: `1 test`, `4,943 tests`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${wholeNumber(count)} ${count === 1 ? noun : plural}`;
}
