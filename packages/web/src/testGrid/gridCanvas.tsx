import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { cellWords } from "./cellWords.ts";
import { placeAt, scrolledTo, wholeSize } from "./gridGeometry.ts";
import { gridKey } from "./gridKey.ts";
import { type GridModel, type GridPlace, letterAt } from "./gridModel.ts";
import { GridTip } from "./gridTip.tsx";
import { useGridCanvas } from "./useGridCanvas.ts";
import "./testGrid.css";

interface GridCanvasProps {
  model: GridModel;
  size: number;
  /** The first and the last column that are selected. */
  range: readonly [number, number] | undefined;
  onRange: (range: readonly [number, number] | undefined) => void;
  /** Opens the result of a cell that has one. */
  onOpen: (place: GridPlace) => void;
}

/** Tests against runs, drawn: of a million cells only those in sight. Arrow keys walk, Enter opens, Shift selects runs. */
export function GridCanvas({ model, size, range, onRange, onOpen }: GridCanvasProps) {
  const [cursor, setCursor] = useState<GridPlace>();
  const [hovered, setHovered] = useState<GridPlace>();
  const anchor = useRef<number>(undefined);
  const { scroll, canvas, geometry, windowNow } = useGridCanvas({ model, size, cursor, range });
  const whole = wholeSize(geometry);

  // The newest runs stand at the right, and are what one looks at first.
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = whole.width;
  }, [scroll, whole.width]);

  const select = (column: number, isLonger: boolean) => {
    if (!isLonger || anchor.current === undefined) anchor.current = isLonger ? (cursor?.column ?? column) : column;
    onRange([Math.min(anchor.current, column), Math.max(anchor.current, column)]);
  };
  const goTo = (place: GridPlace, isLonger: boolean) => {
    if (isLonger) select(place.column, true);
    else anchor.current = undefined;
    setCursor(place);
    setHovered(undefined);
    const { left, top } = scrolledTo(geometry, windowNow(), place);
    scroll.current?.scrollTo(left, top);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey && event.key === "k") return;
    const page = Math.max(1, Math.floor(windowNow().height / size) - 3);
    const act = gridKey(event, { model, cursor, page, last: geometry.columns - 1 });
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (act.kind === "go") goTo(act.place, event.shiftKey);
    if (act.kind === "open" && cursor) onOpen(cursor);
  };
  const placeOf = ({ clientX, clientY }: PointerEvent | React.MouseEvent) => {
    const edge = scroll.current?.getBoundingClientRect();
    return edge && placeAt(geometry, windowNow(), { x: clientX - edge.left, y: clientY - edge.top });
  };
  const click = (event: React.MouseEvent) => {
    const place = placeOf(event);
    if (place === undefined) return;
    if (place.row === -1 || event.shiftKey) return select(place.column, event.shiftKey);
    setCursor(place);
    if (letterAt(model, place) !== ".") onOpen(place);
  };
  const told = cursor ? cellWords(model, cursor) : "";
  return (
    <div className="testGrid">
      <div
        ref={scroll}
        className="testGrid-scroll"
        role="application"
        aria-label="Tests against runs"
        aria-describedby="testGrid-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys walk over the cells that are drawn in it.
        tabIndex={0}
        onKeyDown={press}
        onClick={click}
        onPointerMove={(event) => {
          const place = placeOf(event);
          if (place?.row !== hovered?.row || place?.column !== hovered?.column) setHovered(place);
        }}
        onPointerLeave={() => setHovered(undefined)}
        onScroll={() => setHovered(undefined)}
      >
        <div style={{ width: whole.width, height: whole.height }}>
          <canvas ref={canvas} className="testGrid-canvas" />
        </div>
      </div>
      <p id="testGrid-keys" className="hidden">
        Arrow keys walk over the cells, Enter opens the result, n and N go to the next and the previous failure, Shift
        with an arrow key selects runs, c compares them.
      </p>
      <p className="hidden" aria-live="polite">
        {told}
      </p>
      {(hovered ?? cursor) && (
        <GridTip model={model} place={(hovered ?? cursor) as GridPlace} geometry={geometry} seen={windowNow()} />
      )}
    </div>
  );
}
