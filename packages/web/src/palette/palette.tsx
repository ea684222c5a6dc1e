import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { useOfferedActions } from "./pageActions.ts";
import { paletteDoor } from "./paletteDoor.ts";
import { type PaletteEntry, paletteEntries } from "./paletteEntries.ts";
import { PaletteList } from "./paletteList.tsx";
import { usePaletteAnswers } from "./usePaletteAnswers.ts";
import "./palette.css";

/** The dialog of `Ctrl-K`: pages, targets, runs, tests, and what can be done here, by a few letters of their names. */
export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const id = useId();
  const { isBusy, ...answers } = usePaletteAnswers(text, isOpen);
  const entries = paletteEntries({ text, actions: useOfferedActions(), ...answers });
  const active = Math.min(at, entries.length - 1);

  useEffect(() => {
    const open = () => {
      setText("");
      setAt(0);
      setOpen(true);
      dialog.current?.showModal();
    };
    const listen = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k")
        return;
      event.preventDefault();
      if (dialog.current?.open) dialog.current.close();
      else if (!document.querySelector("dialog[open]")) open();
    };
    document.addEventListener("keydown", listen);
    const closeDoor = paletteDoor.listen(open);
    return () => {
      document.removeEventListener("keydown", listen);
      closeDoor();
    };
  }, []);

  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    dialog.current?.close();
    if (entry.act) entry.act();
    else if (entry.go) void navigate(entry.go);
  };
  const move = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (event.key === "Enter") choose(entries[active]);
    else if (to !== undefined && !((event.key === "Home" || event.key === "End") && text !== ""))
      setAt((to + entries.length) % Math.max(entries.length, 1));
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="palette" aria-label="Go to, or do" onClose={() => setOpen(false)}>
      <div className="palette-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Go to, or do"
          aria-expanded={entries.length > 0}
          aria-controls={id}
          aria-activedescendant={entries[active] === undefined ? undefined : `${id}-${active}`}
          aria-autocomplete="list"
          placeholder="A page, target, run, test, or what to do"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={move}
        />
      </div>
      {isOpen && <PaletteList id={id} entries={entries} active={active} onPoint={setAt} onChoose={choose} />}
      <p className="palette-foot" role="status">
        {isBusy && text.trim().length > 1 ? "Looking…" : entries.length === 0 ? "Nothing of that name" : ""}
      </p>
    </dialog>
  );
}
