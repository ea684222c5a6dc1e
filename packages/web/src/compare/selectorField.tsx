import { useEffect, useId, useState } from "react";
import "../parts/parts.css";

interface SelectorFieldProps {
  label: string;
  value: string;
  /** Selectors that are proposed, each with what it means. */
  offered: readonly { readonly selector: string; readonly means: string }[];
  onChoose: (selector: string) => void;
}

/** Which runs: a selector, as the command line takes it. It holds from Enter, or from choosing a proposed one. */
export function SelectorField({ label, value, offered, onChoose }: SelectorFieldProps) {
  const [text, setText] = useState(value);
  const list = useId();
  useEffect(() => setText(value), [value]);
  const choose = (selector: string) => {
    if (selector !== "" && selector !== value) onChoose(selector);
  };
  return (
    <label className="selectorField">
      <span className="muted">{label}</span>
      <input
        className="field mono"
        list={list}
        placeholder="branch:main:10, build:…, commit:…, latest, or a run's id"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (offered.some(({ selector }) => selector === event.target.value)) choose(event.target.value);
        }}
        onBlur={() => choose(text.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") choose(text.trim());
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <datalist id={list}>
        {offered.map(({ selector, means }) => (
          <option key={selector} value={selector}>
            {means}
          </option>
        ))}
      </datalist>
    </label>
  );
}
