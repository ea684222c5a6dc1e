import type { TestGrid } from "@backstory/model";
import { testTitle } from "../format/testTitle.ts";
import { visibleText } from "../text/visibleText.ts";

/** What stands beside a row, cut to its room, and where its second part begins. */
export interface GridLabel {
  readonly room: number;
  readonly pixels: number;
  readonly name: string;
  readonly suite: string;
  readonly suiteX: number;
}

type Test = TestGrid["tests"][number];

const known = new WeakMap<Test, GridLabel>();

/** The name of a test and, where there is room, its suite. Measuring text is dear: it is done once a test and width. */
export function gridLabel(
  canvas: CanvasRenderingContext2D,
  test: Test,
  { room, pixels }: { room: number; pixels: number },
) {
  const before = known.get(test);
  if (before?.room === room && before.pixels === pixels) return before;
  const { title, inputs } = testTitle({ ...test, params: paramsOf(test.params) });
  const name = cut(canvas, visibleText(inputs === "" ? title : `${title} [${inputs}]`), room);
  const suiteX = canvas.measureText(name).width + 12;
  const left = room - suiteX;
  const suite = left > 40 ? cut(canvas, visibleText(test.suite), left) : "";
  const label = { room, pixels, name, suite, suiteX };
  known.set(test, label);
  return label;
}

function paramsOf(text: string): Record<string, never> {
  return text === "" ? {} : (JSON.parse(text) as Record<string, never>);
}

function cut(canvas: CanvasRenderingContext2D, text: string, room: number): string {
  let shown = text.slice(0, Math.ceil(room / 3));
  let { width } = canvas.measureText(shown);
  while (width > room && shown.length > 1) {
    shown = `${shown.slice(0, Math.max(1, Math.floor((shown.length * room) / width) - 2))}…`;
    width = canvas.measureText(shown).width;
  }
  return shown;
}
