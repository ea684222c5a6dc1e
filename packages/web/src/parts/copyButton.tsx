import { useState } from "react";
import { Icon } from "./icon.tsx";

/** A button that copies a text, or what a function then gives, and says so for a moment. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button type="button" className="iconButton" title={label} onClick={() => void copy()}>
      <Icon name={copied ? "passed" : "copy"} />
      <span className="hidden" aria-live="polite">
        {copied ? "Copied" : label}
      </span>
    </button>
  );
}
