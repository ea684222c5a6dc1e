/** A metric as people read it: whole numbers with separators, others to five digits. */
export function metricValue(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: Number.isInteger(value) ? 16 : 5 });
}
