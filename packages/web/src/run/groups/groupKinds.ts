/** What a run's page can be grouped by, besides labels, with the words that offer it. */
export const groupKinds: readonly (readonly [by: string, word: string])[] = [
  ["", "Under suites"],
  ["flat", "One list"],
  ["tree", "Tree of suites"],
  ["suite", "By suite"],
  ["family", "By family"],
  ["worker", "By worker"],
  ["submission", "By shard"],
];

/** Whether results stand in groups that can be opened, and not in one list. */
export function isGrouped(by: string | undefined): by is string {
  return by !== undefined && by !== "flat";
}

/** What to ask for, for a way of grouping as the address says it; one that is not known is by suite. */
export function groupsQuestion(by: string): { by: string; label?: string } {
  if (by.startsWith("label:")) return { by: "label", label: by.slice("label:".length) };
  return { by: ["suite", "family", "worker", "submission"].includes(by) ? by : "suite" };
}
