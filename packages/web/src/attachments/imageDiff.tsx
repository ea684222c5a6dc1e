import { useState } from "react";
import { SegmentedChoice } from "../parts/segmentedChoice.tsx";
import { useResultView } from "../result/useResultView.ts";
import { visibleText } from "../text/visibleText.ts";
import { attachmentAddress } from "./attachmentKind.ts";
import type { ImageSet } from "./imageSets.ts";
import "./imageDiff.css";

const views = ["slider", "side", "overlay", "drawn"] as const;

type View = (typeof views)[number];

/**
 * Two pictures of the same thing: one over the other with a slider between, side by side, or only what differs; which of
 * these stands in the address.
 */
export function ImageDiff({ set }: { set: ImageSet }) {
  const [asked, setView] = useResultView("pictures");
  const [share, setShare] = useState(50);
  const { expected, actual, difference } = set;
  const known = views.find((each) => each === asked) ?? "slider";
  const view = known === "drawn" && difference === undefined ? "slider" : known;
  const choices: [View, string][] = [
    ["slider", "Slider"],
    ["side", "Side by side"],
    ["overlay", "Difference"],
    ...(difference === undefined ? [] : ([["drawn", "As drawn by the runner"]] as [View, string][])),
  ];
  const name = visibleText(set.name);
  const before = <img src={attachmentAddress(expected)} alt={`${name}, expected`} loading="lazy" />;
  const after = <img src={attachmentAddress(actual)} alt={`${name}, actual`} loading="lazy" />;
  return (
    <figure className="imageDiff">
      <figcaption className="section-head">
        <bdi>{name}: expected and actual picture</bdi>
        <SegmentedChoice label="How to compare" choices={choices} value={view} onChange={setView} />
      </figcaption>
      {view === "slider" && (
        <>
          <div className="imageDiff-stack">
            {before}
            <div className="imageDiff-over" style={{ clipPath: `inset(0 0 0 ${share}%)` }}>
              {after}
            </div>
            <span className="imageDiff-edge" style={{ left: `${share}%` }} />
          </div>
          <input
            type="range"
            min="0"
            max="100"
            value={share}
            aria-label={`Share of the expected picture of ${name}`}
            aria-valuetext={`${share} % expected`}
            onChange={(event) => setShare(Number(event.target.value))}
          />
          <p className="imageDiff-words muted">
            <span>← expected</span>
            <span>actual →</span>
          </p>
        </>
      )}
      {view === "side" && (
        <div className="imageDiff-side">
          <div>
            <p className="muted">Expected</p>
            {before}
          </div>
          <div>
            <p className="muted">Actual</p>
            {after}
          </div>
        </div>
      )}
      {view === "overlay" && (
        <div className="imageDiff-stack imageDiff-blend">
          {before}
          <div className="imageDiff-over">{after}</div>
        </div>
      )}
      {view === "drawn" && difference && (
        <img src={attachmentAddress(difference)} alt={`${name}, difference`} loading="lazy" />
      )}
    </figure>
  );
}
