import { type FormEvent, useState } from "react";
import { ApiError } from "../api.ts";

interface Saving {
  /** What a form does when it is sent: it saves, and says whether that went well. */
  submit: (event: FormEvent) => void;
  isSaving: boolean;
  /** Empty, or what happened. */
  said: string;
  isWrong: boolean;
}

/** Runs what a form is for, keeps people from sending it twice, and says how it went: `done` when it went well. */
export function useSaving(save: () => Promise<unknown>, done: string): Saving {
  const [isSaving, setSaving] = useState(false);
  const [outcome, setOutcome] = useState({ said: "", isWrong: false });
  const run = async () => {
    setSaving(true);
    try {
      await save();
      setOutcome({ said: done, isWrong: false });
    } catch (error) {
      setOutcome({ said: error instanceof ApiError ? error.message : String(error), isWrong: true });
    }
    setSaving(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSaving) void run();
  };
  return { submit, isSaving, ...outcome };
}
