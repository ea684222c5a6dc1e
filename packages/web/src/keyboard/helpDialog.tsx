import { useRef } from "react";
import { Icon } from "../parts/icon.tsx";
import { outcomeOrder, outcomes } from "../status/outcomes.ts";
import { useKeys } from "./useKeys.ts";
import "../parts/strip.css";
import "./helpDialog.css";

const shortcuts: readonly [keys: string, does: string][] = [
  ["/", "Search"],
  ["j k", "Next and previous row"],
  ["Enter", "Open the row"],
  ["n N", "Next and previous failure"],
  ["x", "Select the row"],
  ["c", "Compare what is selected"],
  ["a", "Assign what is open or selected"],
  ["Esc", "Close, or go back"],
  ["Ctrl-K", "Go to, or do"],
  ["?", "This help"],
];

/** The button and the key `?` that show what the keys do. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useKeys({ "?": open });
  return (
    <>
      <button type="button" className="iconButton" onClick={open} title="Keys (?)">
        <span className="key" aria-hidden="true">
          ?
        </span>
        <span className="hidden">What the keys do</span>
      </button>
      <dialog ref={dialog} className="help" aria-labelledby="help-title">
        <header>
          <h2 id="help-title">Keys</h2>
          <button type="button" className="iconButton" onClick={() => dialog.current?.close()}>
            <Icon name="close" />
            <span className="hidden">Close</span>
          </button>
        </header>
        <dl>
          {shortcuts.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                {keys.split(" ").map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <h2 className="help-title">Letters</h2>
        <dl>
          {outcomeOrder.map((outcome) => (
            <div key={outcome}>
              <dt>
                <span className="strip-cell" data-mark={outcome}>
                  {outcomes[outcome].letter}
                </span>
              </dt>
              <dd>
                {outcome}
                <span className="muted">: {outcomes[outcome].means}</span>
              </dd>
            </div>
          ))}
        </dl>
      </dialog>
    </>
  );
}
