import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** The sizes of a grid's parts, in pixels. */
export const gridSizes = { cell: 22, row: 28, head: 24, narrow: 560, words: 176, fewWords: 104 } as const;

/** From `first` up to, not at, `end`. */
interface Range {
  readonly first: number;
  readonly end: number;
}

/** What of a grid is in sight, and a little around it. */
export interface GridWindow {
  readonly columns: Range;
  readonly rows: Range;
  /** The oldest column that is whole in sight; undefined until the box was measured. */
  readonly oldest: number | undefined;
  /** How wide the words of the rows are. */
  readonly words: number;
  /** Whether the newest run is in sight. */
  readonly isAtEnd: boolean;
  readonly goToEnd: () => void;
}

interface WindowQuestion {
  readonly box: RefObject<HTMLElement | null>;
  readonly runIds: readonly string[];
  /** What is shown: another answer is shown from its newest run on. */
  readonly question: string;
}

const nothing = { left: 0, top: 0, width: 0, height: 0, atEnd: true };
const around = 6;

/**
 * What a box that scrolls shows of a grid. Older runs that come in at the left move nothing; newer ones only when the
 * newest was in sight and nobody points at the grid or stands in it.
 */
export function useGridWindow({ box, runIds, question }: WindowQuestion): GridWindow {
  const [place, setPlace] = useState(nothing);
  const anchor = useRef({ question: "", runId: "", offset: 0, isAtEnd: true });
  const shown = useRef({ runIds, question, words: 0 });

  const words = place.width < gridSizes.narrow ? gridSizes.fewWords : gridSizes.words;
  const look = useRef(() => {
    const element = box.current;
    if (element === null) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight, scrollWidth } = element;
    const column = Math.floor(scrollLeft / gridSizes.cell);
    const isAtEnd = scrollLeft + clientWidth >= scrollWidth - gridSizes.cell / 2;
    const { runIds: ids, question: asked } = shown.current;
    const offset = scrollLeft - column * gridSizes.cell;
    anchor.current = { question: asked, runId: ids[column] ?? "", offset, isAtEnd };
    const next = {
      left: Math.ceil(scrollLeft / gridSizes.cell),
      top: Math.floor(scrollTop / gridSizes.row),
      width: clientWidth,
      height: clientHeight,
      atEnd: isAtEnd,
    };
    setPlace((before) => (isSame(before, next) ? before : next));
  }).current;

  useLayoutEffect(() => {
    shown.current = { runIds, question, words };
    const element = box.current;
    if (element === null) return;
    const before = anchor.current;
    const column = runIds.indexOf(before.runId);
    const isUsed = element.matches(":hover, :focus-within");
    if (before.question !== question || (before.isAtEnd && !isUsed)) element.scrollLeft = element.scrollWidth;
    else if (column !== -1) element.scrollLeft = column * gridSizes.cell + before.offset;
    look();
  }, [box, runIds, question, words, look]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box, look]);

  return {
    columns: rangeOf(place.left, (place.width - words) / gridSizes.cell),
    rows: rangeOf(place.top, place.height / gridSizes.row),
    oldest: place.width === 0 ? undefined : place.left,
    words,
    isAtEnd: place.atEnd,
    goToEnd: () => box.current?.scrollTo({ left: box.current.scrollWidth }),
  };
}

function rangeOf(first: number, count: number): Range {
  return { first: Math.max(0, first - around), end: first + Math.ceil(Math.max(0, count)) + around };
}

function isSame(one: typeof nothing, other: typeof nothing): boolean {
  return (Object.keys(one) as (keyof typeof nothing)[]).every((key) => one[key] === other[key]);
}
