import { type FormEvent, useEffect, useRef, useState } from "react";
import { counted } from "../../format/wholeNumber.ts";
import { readerName, setReaderName } from "../../people/readerName.ts";
import type { TestAction } from "./testActions.ts";
import "../../parts/parts.css";
import "../../parts/dialog.css";

/** What can be asked for. */
export type ActionKind = TestAction["kind"];

const titles: Readonly<Record<ActionKind, string>> = {
  assign: "Assign",
  bug: "Link a bug to",
  comment: "Comment on",
};

interface ActionDialogProps {
  kind: ActionKind;
  /** To how many tests it will be done. */
  count: number;
  onDo: (action: TestAction & { by: string }) => void;
  onClose: () => void;
}

/** Asks for what an action needs, and for the name of who does it, which this browser keeps. */
export function ActionDialog({ kind, count, onDo, onClose }: ActionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [by, setBy] = useState(readerName);
  useEffect(() => dialog.current?.showModal(), []);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const word = (name: string) => String(new FormData(event.currentTarget).get(name) ?? "").trim();
    setReaderName(by);
    onDo({ ...actionOf(kind, word), by: by.trim() });
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="action-title" onClose={onClose}>
      <form onSubmit={send}>
        <h2 id="action-title">
          {titles[kind]} {counted(count, "test")}
        </h2>
        {kind === "assign" && (
          <>
            <Field label="To whom" name="assignee" value={by} isRequired />
            <Field label="Why" name="reason" />
          </>
        )}
        {kind === "bug" && <Field label="Address of the bug" name="url" type="url" isRequired />}
        {kind === "comment" && (
          <label>
            Comment
            <textarea name="text" className="field" rows={4} required maxLength={60_000} />
          </label>
        )}
        <label>
          Your name
          <input className="field" value={by} maxLength={200} onChange={(event) => setBy(event.target.value)} />
        </label>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {kind === "assign" ? "Assign" : kind === "bug" ? "Link" : "Comment"}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function actionOf(kind: ActionKind, word: (name: string) => string): TestAction {
  if (kind === "assign") return { kind, assignee: word("assignee"), reason: word("reason") };
  return kind === "bug" ? { kind, url: word("url") } : { kind, text: word("text") };
}

interface FieldProps {
  label: string;
  name: string;
  type?: "text" | "url";
  value?: string;
  isRequired?: boolean;
}

function Field({ label, name, type = "text", value = "", isRequired = false }: FieldProps) {
  return (
    <label>
      {label}
      <input className="field" name={name} type={type} defaultValue={value} required={isRequired} maxLength={2_000} />
    </label>
  );
}
