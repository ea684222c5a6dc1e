import { duration } from "../format/duration.ts";
import { wholeNumber } from "../format/wholeNumber.ts";
import { useNow } from "../parts/useNow.ts";
import { timeLeft } from "./timeLeft.ts";

interface RunProgressProps {
  done: number;
  expected: number | null;
  startedAt: string;
}

/** How far a running run is, when it said how many tests there would be. */
export function RunProgress({ done, expected, startedAt }: RunProgressProps) {
  const now = useNow();
  const left = timeLeft({ done, expected, tookMs: now - Date.parse(startedAt) });
  return (
    <p className="progress">
      <strong>Running.</strong>
      {expected !== null && <progress aria-label="Tests done" max={Math.max(expected, done, 1)} value={done} />}
      <span className="muted">
        {wholeNumber(done)} {expected === null ? "so far" : `of ${wholeNumber(expected)} tests`}
        {left !== undefined && `, about ${duration(left)} left`}
      </span>
    </p>
  );
}
