import type { CSSProperties } from "react";
import type { AnsiSpan } from "../text/ansiSpans.ts";

/** One line of a terminal's text in its colours. */
export function AnsiLine({ spans }: { spans: readonly AnsiSpan[] }) {
  return (
    <>
      {spans.map((span, index) =>
        span.colour || span.background || span.decorations.length > 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name and never move.
          <span key={index} className={classesOf(span)} style={styleOf(span)}>
            {span.text}
          </span>
        ) : (
          span.text
        ),
      )}
      {"\n"}
    </>
  );
}

function classesOf({ colour, background, decorations }: AnsiSpan): string {
  const named = colour && !colour.startsWith("rgb") ? `ansi-${colour.replace(/^bright-/, "")}` : "";
  return [colour && "ansi-coloured", named, background && "ansi-on", ...decorations.map((word) => `ansi-${word}`)]
    .filter(Boolean)
    .join(" ");
}

/** Colours that have no name go to the style sheet as custom properties, which bring them to a readable lightness. */
function styleOf({ colour, background }: AnsiSpan): CSSProperties {
  const style: Record<string, string> = {};
  if (colour.startsWith("rgb")) style["--ansi"] = colour;
  if (background) style["--ansi-on"] = background.startsWith("rgb") ? background : background.replace(/^bright-/, "");
  return style;
}
