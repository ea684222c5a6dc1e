import type { ReactNode } from "react";
import "./ansiText.css";

/** The place of a terminal's text; it scrolls by itself, and can be reached by the keyboard to do so. */
export function TerminalBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className="ansi" aria-label={label} tabIndex={0}>
      <pre>{children}</pre>
    </section>
  );
}
