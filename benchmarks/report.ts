/** One figure against its goal: `measured` and `wanted` in words, as a ratio taken inside one run. */
export interface Figure {
  /** The number of the goal, as `G5`. */
  readonly goal: string;
  readonly what: string;
  readonly measured: string;
  readonly wanted: string;
  readonly met: boolean;
}

/** Prints one figure as one line, which `npm run bench` gathers into its closing table. */
export function report({ goal, what, measured, wanted, met }: Figure): void {
  console.log(`FIGURE\t${goal}\t${what}\t${measured}\t${wanted}\t${met ? "met" : "MISSED"}`);
}
