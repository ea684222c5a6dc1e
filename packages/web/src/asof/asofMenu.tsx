import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { Icon } from "../parts/icon.tsx";
import { localMinute, momentOfLocal } from "./localMinute.ts";
import { useAsof } from "./useAsof.ts";
import "../parts/dialog.css";
import "../parts/parts.css";

const ages: readonly [word: string, hours: number][] = [
  ["An hour ago", 1],
  ["Yesterday", 24],
  ["A week ago", 7 * 24],
  ["Four weeks ago", 28 * 24],
];

/** The button that takes all pages back to a moment: they show what was known then. */
export function AsofMenu() {
  const navigate = useNavigate();
  const asof = useAsof();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");

  const open = () => {
    setText(localMinute(asof === undefined ? new Date() : new Date(asof)));
    dialog.current?.showModal();
  };
  const go = (moment: Date) => {
    dialog.current?.close();
    void navigate({ to: ".", search: (before) => ({ ...before, asof: moment.toISOString() }), resetScroll: false });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const moment = momentOfLocal(text);
    if (moment !== undefined) go(moment);
  };
  return (
    <>
      <button type="button" className="iconButton" onClick={open} title="Look back to a moment">
        <Icon name="clock" />
        <span className="hidden">Look back to a moment</span>
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="asof-title">
        <form onSubmit={submit}>
          <h2 id="asof-title">Look back</h2>
          <p className="muted">
            All pages show what was known at a moment: only what had begun and what people had said by then.
          </p>
          <div className="chips">
            {ages.map(([word, hours]) => (
              <button
                key={word}
                type="button"
                className="button"
                onClick={() => go(new Date(Date.now() - hours * 3_600_000))}
              >
                {word}
              </button>
            ))}
          </div>
          <label>
            Moment
            <input
              className="field"
              type="datetime-local"
              required
              max={localMinute(new Date())}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <div className="dialog-buttons">
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button type="submit" className="button primary">
              Look back
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
