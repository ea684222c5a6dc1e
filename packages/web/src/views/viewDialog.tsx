import { type FormEvent, type RefObject, useState } from "react";
import { ApiError } from "../api.ts";
import "../parts/dialog.css";
import "../parts/parts.css";

interface ViewDialogProps {
  dialog: RefObject<HTMLDialogElement | null>;
  /** The names that there are on this page. */
  names: readonly string[];
  onKeep: (name: string) => Promise<void>;
}

/** Asks under which name a view is kept. */
export function ViewDialog({ dialog, names, onKeep }: ViewDialogProps) {
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await onKeep(name);
      setName("");
      setWrong("");
      dialog.current?.close();
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : String(error));
    }
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="view-title">
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="view-title">Keep this view</h2>
        <label>
          Name
          <input
            className="field"
            required
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <p className="muted">
          {names.includes(name.trim()) ? "The view of this name is replaced." : "Everybody finds it under this name."}
        </p>
        {wrong && <p role="alert">{wrong}</p>}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Keep
          </button>
        </div>
      </form>
    </dialog>
  );
}
