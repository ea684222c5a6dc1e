import type { TestProject, Vitest } from "vitest/node";

/** The configuration of a whole submission: pool and browser, as far as all of its projects agree. */
export function variantOf({ projects }: Vitest): Record<string, string> | undefined {
  const variants = projects.map(variantOfProject);
  const names = ["pool", "browser"] as const;
  const agreed = names.flatMap((name) => {
    const [value, ...others] = new Set(variants.map((variant) => variant[name]));
    return value === undefined || others.length > 0 ? [] : [[name, value]];
  });
  return agreed.length === 0 ? undefined : Object.fromEntries(agreed);
}

/** The browser that the tests of a project run in, if they do. */
export function browserOf({ config }: Pick<TestProject, "config">): string | undefined {
  const { browser } = config;
  return browser?.enabled === true && browser.name ? browser.name : undefined;
}

function variantOfProject(project: TestProject): { pool?: string; browser?: string } {
  const browser = browserOf(project);
  if (browser !== undefined) return { browser };
  const { pool } = project.config;
  return typeof pool === "string" ? { pool } : {};
}
