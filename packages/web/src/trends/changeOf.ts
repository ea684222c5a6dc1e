/** What a figure was in the time before, in words: `was 98.2 %`, `as before`, nothing where there was none. */
export function changeOf(
  now: number | null,
  before: number | null | undefined,
  words: (value: number) => string,
): string {
  if (before === null || before === undefined) return "";
  if (now !== null && words(now) === words(before)) return "as before";
  const arrow = now === null ? "" : now > before ? "↑ " : "↓ ";
  return `${arrow}was ${words(before)}`;
}
