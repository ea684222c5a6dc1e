import { wholeNumber } from "../format/wholeNumber.ts";

/** How far a running run is, when it said how many tests there would be. */
export function RunProgress({ done, expected }: { done: number; expected: number | null }) {
  return (
    <p className="progress">
      <strong>Running.</strong>
      {expected !== null && <progress aria-label="Tests done" max={Math.max(expected, done, 1)} value={done} />}
      <span className="muted">
        {wholeNumber(done)} {expected === null ? "so far" : `of ${wholeNumber(expected)} tests`}
      </span>
    </p>
  );
}
