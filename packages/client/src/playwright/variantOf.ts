import type { FullProject, Suite } from "@playwright/test/reporter";

/** The configuration of a whole submission: that of its project, when it has only one. */
export function variantOf(suite: Suite): Record<string, string> | undefined {
  const [only, ...others] = suite.suites.map((each) => each.project()).filter((project) => project !== undefined);
  if (only === undefined || others.length > 0) return undefined;
  const variant = variantOfProject(only);
  return Object.keys(variant).length === 0 ? undefined : variant;
}

function variantOfProject({ name, use }: FullProject): Record<string, string> {
  const browser = browserOf(use);
  return {
    ...(name === "" ? {} : { project: name }),
    ...(browser === undefined ? {} : { browser }),
    ...(use?.channel === undefined ? {} : { channel: use.channel }),
  };
}

/** The browser that a project asks for. Reports that are merged do not say. */
export function browserOf(use: FullProject["use"] | undefined): string | undefined {
  return use?.browserName ?? use?.defaultBrowserType;
}
