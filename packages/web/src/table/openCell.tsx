import type { ReactNode } from "react";
import { CopyButton } from "../parts/copyButton.tsx";
import { Icon } from "../parts/icon.tsx";
import { visibleText } from "../text/visibleText.ts";

interface OpenCellProps {
  head: string;
  text: string;
  close: () => void;
  children?: ReactNode;
}

/** The whole value of one cell; JSON is set out. */
export function OpenCell({ head, text, close, children }: OpenCellProps) {
  return (
    <section className="openCell" aria-label={`Value of ${visibleText(head)}`}>
      <div className="openCell-head">
        <h3>
          <bdi>{visibleText(head)}</bdi>
        </h3>
        {children}
        <CopyButton text={text} label="Copy the value" />
        <button type="button" className="iconButton" title="Close" onClick={close}>
          <Icon name="close" />
          <span className="hidden">Close</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <pre tabIndex={0}>{visibleText(setOut(text))}</pre>
    </section>
  );
}

function setOut(text: string): string {
  if (!/^[[{]/.test(text) || text.length > 200_000) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
