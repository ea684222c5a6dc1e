import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useMedia } from "../parts/useMedia.ts";
import { drawGrid } from "./drawGrid.ts";
import { gridColours } from "./gridColours.ts";
import { type GridGeometry, type GridWindow, gridGeometry } from "./gridGeometry.ts";
import type { GridModel, GridPlace } from "./gridModel.ts";
import { gridTiles } from "./gridTiles.ts";

interface Drawn {
  model: GridModel;
  size: number;
  cursor: GridPlace | undefined;
  range: readonly [number, number] | undefined;
}

interface GridCanvas {
  scroll: RefObject<HTMLDivElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  geometry: GridGeometry;
  /** What of the drawing is seen now. */
  windowNow: () => GridWindow;
}

/** Keeps a canvas drawn: when it is scrolled, sized or themed anew, or shows something else. */
export function useGridCanvas({ model, size, cursor, range }: Drawn): GridCanvas {
  const scroll = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const theme = useTheme(isDark);
  const geometry = useMemo(() => gridGeometry(model, size, box.width), [model, size, box.width]);

  const windowNow = (): GridWindow => ({
    left: scroll.current?.scrollLeft ?? 0,
    top: scroll.current?.scrollTop ?? 0,
    width: scroll.current?.clientWidth ?? 0,
    height: scroll.current?.clientHeight ?? 0,
  });

  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setBox({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the window is asked for when it is drawn, and a theme has other colours.
  useEffect(() => {
    const [element, place] = [canvas.current, scroll.current];
    const drawing = element?.getContext("2d");
    if (!element || !place || !drawing || box.width === 0) return;
    element.width = box.width * devicePixelRatio;
    element.height = box.height * devicePixelRatio;
    const colours = gridColours(place);
    const tiles = gridTiles(drawing, colours, size);
    const draw = () => {
      frame = 0;
      drawing.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      drawGrid(drawing, { model, geometry, seen: windowNow(), cursor, range, colours, tiles });
    };
    let frame = requestAnimationFrame(draw);
    const later = () => {
      frame ||= requestAnimationFrame(draw);
    };
    place.addEventListener("scroll", later, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      place.removeEventListener("scroll", later);
    };
  }, [model, size, cursor, range, geometry, box, theme]);

  return { scroll, canvas, geometry, windowNow };
}

/** Which theme holds; it changes with the system or with the switch of the page. */
function useTheme(isDark: boolean): string {
  const [chosen, setChosen] = useState(document.documentElement.dataset["theme"]);
  useEffect(() => {
    const observer = new MutationObserver(() => setChosen(document.documentElement.dataset["theme"]));
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return chosen ?? (isDark ? "dark" : "light");
}
