import type { ReactNode } from "react";

interface CellProps {
  className?: string;
  /** What is shown when the cell's text is cut and one points at it. */
  title?: string;
  /** How many columns it goes over. */
  span?: number;
  children?: ReactNode;
}

/** One cell of a row of a VirtualGrid. */
export function Cell({ className, title, span, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a td needs a table, whose rows cannot be placed freely.
    // biome-ignore lint/a11y/useFocusableInteractive: the row's link has the focus.
    <span role="gridcell" className={className} title={title} aria-colspan={span}>
      {children}
    </span>
  );
}
