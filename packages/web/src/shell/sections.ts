/** A page that the bar on top leads to. */
export interface Section {
  readonly to: "/" | "/runs" | "/tests" | "/grid" | "/trends" | "/compare" | "/harvest" | "/sql" | "/settings";
  readonly word: string;
  /** Other beginnings of addresses that belong to it. */
  readonly also?: readonly string[];
}

/** The pages that can be gone to, in the order of the bar. A page is added here once it is worth a visit. */
export const sections: readonly Section[] = [
  { to: "/", word: "Overview" },
  { to: "/runs", word: "Runs" },
  { to: "/tests", word: "Tests", also: ["/families"] },
  { to: "/grid", word: "Grid" },
  { to: "/trends", word: "Trends" },
  { to: "/compare", word: "Compare" },
  { to: "/harvest", word: "Harvest" },
  { to: "/sql", word: "SQL" },
  { to: "/settings", word: "Settings" },
];

/** The section that an address belongs to. */
export function sectionOf(path: string): Section | undefined {
  const isBelow = (start: string) => path === start || path.startsWith(`${start}/`);
  return sections.find(({ to, also = [] }) => (to === "/" ? path === "/" : [to, ...also].some(isBelow)));
}
