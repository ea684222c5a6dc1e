import { CopyButton } from "./copyButton.tsx";
import "./parts.css";

/** A command in one line, to be copied; `label` says what it does. */
export function Command({ text, label }: { text: string; label: string }) {
  return (
    <div className="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <code tabIndex={0}>{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
