import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { visibleText } from "../text/visibleText.ts";
import { takeOption } from "./takeOption.ts";
import { useSearchOptions } from "./useSearchOptions.ts";
import "../parts/parts.css";
import "./queryBar.css";

interface QueryBarProps {
  label: string;
  value: string;
  /** Called a moment after the last key, and at once on Enter. */
  onSearch: (value: string) => void;
  /** Whose branches, labels and suites are offered. */
  project?: string | undefined;
}

/** A field for the search language, which follows the address; what can follow is offered below it while one types. */
export function QueryBar({ label, value, onSearch, project }: QueryBarProps) {
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(value.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { completion, options } = useSearchOptions({ text, caret, project, isWanted: isOpen });
  const isShown = isOpen && options.length > 0;

  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);

  const send = (next: string) => {
    clearTimeout(timer.current);
    sent.current = next;
    onSearch(next);
  };
  const write = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setActive(-1);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(next), 250);
  };
  const take = (index: number) => {
    const option = options[index];
    if (option === undefined) return;
    const taken = takeOption(text, completion, option);
    write(taken.text, taken.caret);
    setOpen(true);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(taken.caret, taken.caret);
    });
  };
  const leave = () => {
    if (isShown) return setOpen(false);
    if (text === "") return input.current?.blur();
    setText("");
    send("");
  };
  const press = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, () => unknown>> = {
      ArrowDown: () => (isShown ? setActive((active + 1) % options.length) : setOpen(true)),
      ArrowUp: () => setActive(active <= 0 ? options.length - 1 : active - 1),
      Escape: leave,
      Enter: () => {
        if (isShown && active >= 0) return take(active);
        setOpen(false);
        send(text);
      },
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <search className="searchField queryBar">
      <input
        ref={input}
        type="text"
        role="combobox"
        className="field"
        data-search
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? id : undefined}
        aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setOpen(true);
          write(event.target.value, event.target.selectionStart ?? event.target.value.length);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <Icon name="search" />
      <span className="key" aria-hidden="true">
        /
      </span>
      {isShown && (
        <div className="queryBar-options" id={id} role="listbox" aria-label="What can follow">
          {options.map(({ insert, means }, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option.
            // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys and Enter do the same.
            <div
              key={insert}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // The field would lose the focus, and the list would close before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <code>
                <bdi>{visibleText(insert)}</bdi>
              </code>
              <span className="muted">{means}</span>
            </div>
          ))}
        </div>
      )}
    </search>
  );
}
