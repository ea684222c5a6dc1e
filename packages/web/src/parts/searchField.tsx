import { useEffect, useRef, useState } from "react";
import { Icon } from "./icon.tsx";
import "./parts.css";

interface SearchFieldProps {
  label: string;
  value: string;
  /** Called a moment after the last key, and at once on Enter. */
  onSearch: (value: string) => void;
}

/** A search field that follows the address: typing changes it after a pause, the back button changes the field. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);

  const send = (next: string) => {
    clearTimeout(timer.current);
    sent.current = next;
    onSearch(next);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(next), 250);
  };

  return (
    <search className="searchField">
      <input
        type="text"
        className="field"
        data-search
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") send(text);
          if (event.key === "Escape") {
            if (text !== "") {
              setText("");
              send("");
            } else event.currentTarget.blur();
          }
        }}
      />
      <Icon name="search" />
      <span className="key" aria-hidden="true">
        /
      </span>
    </search>
  );
}
