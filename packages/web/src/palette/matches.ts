/** Whether a line has every word of a text, each at the beginning of one of its own words. No text fits everything. */
export function matches(line: string, text: string): boolean {
  const own = line.toLowerCase().split(/[\s/._-]+/);
  const asked = text.toLowerCase().split(/[\s/]+/);
  return asked.every((word) => word === "" || own.some((each) => each.startsWith(word)) || line.includes(word));
}
