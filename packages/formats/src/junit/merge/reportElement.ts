/** An element: its bytes are `start` to `end`, those of its first tag `start` to `openEnd`. */
export interface ReportElement {
  readonly tag: string;
  /** The name without a namespace's prefix. */
  readonly kind: string;
  readonly start: number;
  readonly openEnd: number;
  readonly isEmpty: boolean;
  readonly parent: ReportElement | undefined;
  /** What stands in a case; of suites it is not kept. */
  children: ReportElement[];
  /** All that a suite has; of a case those that name it and tell how it went. */
  readonly attributes: Readonly<Record<string, string>>;
  closeStart: number;
  end: number;
}

/** The suites that an element stands in, nearest first. */
export function suitesAround(element: ReportElement): ReportElement[] {
  const suites: ReportElement[] = [];
  for (let suite = element.parent; suite !== undefined; suite = suite.parent) suites.push(suite);
  return suites;
}
