import { type GridModel, type GridPlace, nextFailure } from "./gridModel.ts";

/** What a key does on the grid. */
export type GridAct = { readonly kind: "go"; readonly place: GridPlace } | { readonly kind: "open" };

interface Standing {
  readonly model: GridModel;
  readonly cursor: GridPlace | undefined;
  /** How many rows a page has. */
  readonly page: number;
  /** The number of the last column. */
  readonly last: number;
}

/** What a key does from where one stands, before the first key at the newest run of the first test; undefined when nothing. */
export function gridKey({ key, ctrlKey }: { key: string; ctrlKey: boolean }, standing: Standing): GridAct | undefined {
  const { model, cursor, page, last } = standing;
  if (model.tests.length === 0) return undefined;
  if (key === "Enter") return cursor && { kind: "open" };
  const { row, column } = cursor ?? { row: 0, column: last };
  if (key === "n" || key === "N") {
    const place = nextFailure(model, cursor ?? { row: 0, column: -1 }, key === "n" ? 1 : -1);
    return place && { kind: "go", place };
  }
  const step = stepOf(key, { page, last, isAll: ctrlKey, rows: model.tests.length, row });
  if (step === undefined) return undefined;
  if (cursor === undefined) return { kind: "go", place: { row, column } };
  const place = { row: within(row + step[0], model.tests.length - 1), column: within(column + step[1], last) };
  return { kind: "go", place };
}

interface Reach {
  readonly page: number;
  readonly last: number;
  readonly isAll: boolean;
  readonly rows: number;
  readonly row: number;
}

function stepOf(key: string, { page, last, isAll, rows, row }: Reach): readonly [number, number] | undefined {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowDown: [1, 0],
    j: [1, 0],
    ArrowUp: [-1, 0],
    k: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    PageDown: [page, 0],
    PageUp: [-page, 0],
    Home: [isAll ? -row : 0, -last],
    End: [isAll ? rows : 0, last],
  };
  return steps[key];
}

function within(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
