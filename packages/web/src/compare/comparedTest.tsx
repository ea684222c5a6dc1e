import type { Change, Changes, SideResult } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { DiffView } from "../diff/diffView.tsx";
import { expectedActual } from "../diff/expectedActual.ts";
import { duration } from "../format/duration.ts";
import { counted } from "../format/wholeNumber.ts";
import { Icon } from "../parts/icon.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { plainText } from "../text/ansiSpans.ts";
import { visibleText } from "../text/visibleText.ts";
import { chanceWords } from "./chanceWords.ts";
import { SideResult as Result } from "./sideResult.tsx";
import "../result/resultPanel.css";

interface ComparedTestProps {
  change: Change;
  changes: Changes;
  close: () => void;
}

/** One test of a comparison, opened: its failures side by side, how long it took, and how sure the difference is. */
export function ComparedTest({ change, changes, close }: ComparedTestProps) {
  const { testId, suite, before, after, slowness, since } = change;
  const chance = chanceWords(change);
  return (
    <section className="panel" aria-label="Test">
      <button type="button" className="iconButton panel-close" onClick={close} title="Close (Esc)">
        <Icon name="close" />
        <span className="hidden">Close the test</span>
      </button>
      <header className="resultHeader">
        <h2>
          <span>
            <TestTitle test={change} />
          </span>
        </h2>
        <p className="muted">
          <bdi>{visibleText(suite)}</bdi>
        </p>
        <p className="resultHeader-links">
          <Link to="/tests/$testId" params={{ testId }}>
            Its history
          </Link>
          <RunLink word="Before" runs={changes.before?.runs} result={before} testId={testId} />
          <RunLink word="After" runs={changes.after.runs} result={after} testId={testId} />
        </p>
      </header>
      <dl className="comparedTest-facts">
        <dt>Before</dt>
        <dd>
          <Result result={before} />
        </dd>
        <dt>After</dt>
        <dd>
          <Result result={after} />
        </dd>
        {slowness && (
          <>
            <dt>Duration</dt>
            <dd>
              {duration(slowness.durationMs)}, where the median of {counted(slowness.passes, "pass", "passes")} is{" "}
              {duration(slowness.medianMs)}: {slowness.ratio.toFixed(2)} times, {slowness.deviation.toFixed(1)} spreads
              above
            </dd>
          </>
        )}
        {chance !== "" && (
          <>
            <dt>Chance</dt>
            <dd>
              {chance} (Fisher's exact test over the runs of both sides
              {change.q !== null && ", corrected for all tests"})
            </dd>
          </>
        )}
        {since && (
          <>
            <dt>Fails since</dt>
            <dd>
              <Link to="/runs/$runId" params={{ runId: since.firstFailure.runId }} search={{ test: testId }}>
                {visibleText(since.firstFailure.buildName || since.firstFailure.commit.slice(0, 8) || "this run")}
              </Link>
              , {counted(since.runs, "run")}
            </dd>
          </>
        )}
      </dl>
      <ComparedFailures before={before} after={after} />
    </section>
  );
}

function ComparedFailures({ before, after }: { before: SideResult; after: SideResult }) {
  const failing = after.failure ?? before.failure;
  const sides = useMemo(
    () => (failing ? expectedActual({ message: failing.message, trace: "" }) : undefined),
    [failing],
  );
  if (before.failure && after.failure) {
    if (before.failure.fingerprint === after.failure.fingerprint && before.failure.message === after.failure.message) {
      return <FailureText word="The failure, the same on both sides" failure={after.failure} />;
    }
    return (
      <DiffView
        names={["Failure before", "Failure after"]}
        expected={plainText(before.failure.message)}
        actual={plainText(after.failure.message)}
      />
    );
  }
  if (failing === null) return null;
  return (
    <>
      <FailureText word={after.failure ? "The failure after" : "The failure before"} failure={failing} />
      {sides && <DiffView expected={sides.expected} actual={sides.actual} />}
    </>
  );
}

function FailureText({ word, failure }: { word: string; failure: NonNullable<SideResult["failure"]> }) {
  return (
    <section className="section">
      <h3>{word}</h3>
      <pre className="comparedTest-failure">{visibleText(plainText(failure.message))}</pre>
    </section>
  );
}

interface RunLinkProps {
  word: string;
  runs: Changes["after"]["runs"] | undefined;
  result: SideResult;
  testId: string;
}

function RunLink({ word, runs, result, testId }: RunLinkProps) {
  const run = runs?.length === 1 ? runs[0] : undefined;
  if (run === undefined || result.runs === 0) return null;
  return (
    <Link to="/runs/$runId" params={{ runId: run.runId }} search={{ test: testId }}>
      {word}
    </Link>
  );
}
