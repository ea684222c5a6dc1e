import type { Tracker } from "./testFacts.ts";

/** What an address says about a bug: the kind of tracker, and what the tracker calls it. */
export interface BugLink {
  readonly tracker: Tracker;
  readonly key: string;
}

const projectKey = "[A-Za-z][A-Za-z0-9_]*-\\d+";

const shapes: readonly (readonly [tracker: Tracker, pattern: RegExp, prefix: string])[] = [
  ["github", /\/(?:issues|pull)\/(?<key>\d+)\b/, "#"],
  ["gitlab", /\/-\/(?:issues|work_items|merge_requests)\/(?<key>\d+)\b/, "#"],
  ["linear", new RegExp(`/issue/(?<key>${projectKey})`), ""],
  ["youtrack", new RegExp(`/issue/(?<key>${projectKey})`), ""],
  ["jira", new RegExp(`/browse/(?<key>${projectKey})`), ""],
  ["azure", /\/_workitems\/edit\/(?<key>\d+)/, "#"],
  ["bugzilla", /show_bug\.cgi\?(?:.*&)?id=(?<key>\d+)/, "#"],
];

const hosts: Partial<Record<Tracker, RegExp>> = {
  github: /(^|\.)github\./,
  linear: /(^|\.)linear\.app$/,
};

/** The tracker and the key that an address names; an address of an unknown shape is `other`, with its last part as key. */
export function bugLink(url: string): BugLink {
  const { hostname, pathname, search } = new URL(url);
  for (const [tracker, pattern, prefix] of shapes) {
    if (!(hosts[tracker]?.test(hostname) ?? true)) continue;
    const key = pattern.exec(`${pathname}${search}`)?.groups?.["key"];
    if (key !== undefined) return { tracker, key: `${prefix}${key}` };
  }
  return { tracker: "other", key: pathname.split("/").findLast((part) => part !== "") ?? hostname };
}
