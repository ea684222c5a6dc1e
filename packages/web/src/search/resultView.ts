import { word } from "./word.ts";

/**
 * How a result is looked at, as it stands in the address of each page that shows results: which of its files are opened or
 * put away (`open`), how differences are told apart (`diff`), how pictures are compared (`pictures`), and whether traces
 * stand as they were recorded (`trace`).
 */
export interface ResultView {
  open?: string | undefined;
  diff?: string | undefined;
  pictures?: string | undefined;
  trace?: string | undefined;
}

/** How a result is looked at out of an address. */
export function resultView(search: Readonly<Record<string, unknown>>): ResultView {
  return {
    ...word("open", search["open"]),
    ...word("diff", search["diff"]),
    ...word("pictures", search["pictures"]),
    ...(search["trace"] === "recorded" ? { trace: "recorded" } : {}),
  };
}
