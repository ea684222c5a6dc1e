import type { Paint } from "./paint.ts";

/** One column of a list of items: what people read, and what machines do. */
export interface Column<Item> {
  /** Its title in a table. */
  readonly title: string;
  /** Its name in CSV: the word of the API. */
  readonly key: string;
  /** What people read. */
  readonly cell: (item: Item) => string;
  /** The whole value for CSV; `cell` when left out. */
  readonly value?: (item: Item) => string | number | boolean | null;
  /** It may be cut when the terminal is narrow; others never are. */
  readonly isText?: boolean;
  readonly isNumber?: boolean;
  readonly paint?: (item: Item) => Paint | undefined;
  /** Only machines want it. */
  readonly isForCsvOnly?: boolean;
}
