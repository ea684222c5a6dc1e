import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { localTime } from "../format/absoluteTime.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { resultQuery } from "../queries/resultQuery.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { outcomeOfLetter } from "../status/outcomes.ts";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";
import { type GridGeometry, type GridWindow, pointOf } from "./gridGeometry.ts";
import { type GridModel, type GridPlace, letterAt } from "./gridModel.ts";

interface GridTipProps {
  model: GridModel;
  place: GridPlace;
  geometry: GridGeometry;
  seen: GridWindow;
}

const width = 360;
const restMs = 150;

/** What a cell is about, beside it: test, run and outcome at once, and its message when one rests there. */
export function GridTip({ model, place, geometry, seen }: GridTipProps) {
  const [test, run] = [model.tests[place.row], model.runs[place.column]];
  const outcome = outcomeOfLetter(letterAt(model, place));
  const isAsked = useRested(`${test?.testId} ${run?.runId}`) && outcome !== undefined && outcome !== "passed";
  const result = useQuery({
    ...resultQuery(run?.runId ?? "", test?.testId ?? ""),
    enabled: isAsked,
    staleTime: 60_000,
  });
  if (run === undefined) return null;
  const message = result.data?.attempts.findLast(({ failure }) => failure)?.failure?.message ?? "";
  const { x, y } = pointOf(geometry, seen, place);
  const isLeft = x + geometry.size + width + 16 > seen.width;
  const isAbove = y > seen.height * 0.6;
  return (
    <div
      className="testGrid-tip"
      style={{
        left: isLeft ? Math.max(0, x - width - 8) : x + geometry.size + 8,
        ...(isAbove ? { bottom: seen.height - y } : { top: Math.max(y, 0) + geometry.size }),
      }}
    >
      {test && (
        <p>{outcome ? <OutcomeMark mark={outcome} withWord /> : <span className="muted">Not in this run</span>}</p>
      )}
      {test && (
        <p>
          <bdi>{visibleText(test.displayName)}</bdi>
        </p>
      )}
      <p className="muted">
        {[run.target, run.branch, shortCommit(run.commit), run.buildName].filter(Boolean).map(visibleText).join(" · ")}
        <br />
        {localTime(run.startedAt)}
      </p>
      {message !== "" && <pre>{visibleText(firstLine(message)).slice(0, 400)}</pre>}
    </div>
  );
}

/** Whether something has stayed the same for a moment. */
function useRested(what: string): boolean {
  const [rested, setRested] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setRested(what), restMs);
    return () => clearTimeout(timer);
  }, [what]);
  return rested === what;
}
