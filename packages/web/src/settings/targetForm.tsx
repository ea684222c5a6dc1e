import type { TargetDetail, TargetSettings } from "@backstory/model";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sendJson } from "../api.ts";
import { readerName } from "../people/readerName.ts";
import { targetPath } from "../queries/settingsQueries.ts";
import { InterpretationFields } from "./interpretationFields.tsx";
import { SaidLine } from "./saidLine.tsx";
import { useSaving } from "./useSaving.ts";

interface TargetFormProps {
  detail: TargetDetail;
  isPast: boolean;
}

/** The settings of a target, to be changed together. Every one of them is a way of reading: none changes a result. */
export function TargetForm({ detail, isPast }: TargetFormProps) {
  const client = useQueryClient();
  const [settings, setSettings] = useState(detail.settings);
  const [reason, setReason] = useState("");
  const set = (change: Partial<TargetSettings>) => setSettings({ ...settings, ...change });
  const saving = useSaving(async () => {
    await sendJson("PUT", targetPath(detail), { body: { ...settings, by: readerName(), reason } });
    await client.invalidateQueries();
  }, "Saved.");
  return (
    <form className="settingsForm" onSubmit={saving.submit} aria-labelledby="settings">
      <h2 id="settings">How results are read and kept</h2>
      <fieldset disabled={isPast}>
        <legend className="hidden">Settings</legend>
        <Choice
          word="All submissions of one build name are one run"
          about="Consolidation: shards, repeated jobs and reruns of a build stand together."
          isOn={settings.consolidation}
          onChange={(consolidation) => set({ consolidation })}
        />
        <Choice
          word="Of several results of a test in one build the last counts"
          about="Replacement: otherwise the worst counts. It needs consolidation."
          isOn={settings.replacement}
          onChange={(replacement) => set({ replacement })}
        />
        <label>
          Default branch
          <input
            className="field"
            placeholder="main, master, trunk, or none"
            value={settings.defaultBranch}
            onChange={(event) => set({ defaultBranch: event.target.value })}
          />
          <small>The branch on which a test counts as mended.</small>
        </label>
        <label>
          Keep runs for days
          <input
            className="field"
            type="number"
            min={1}
            max={36_500}
            placeholder="for ever"
            value={settings.retentionDays ?? ""}
            onChange={(event) => set({ retentionDays: event.target.value === "" ? null : Number(event.target.value) })}
          />
          <small>Older runs are removed, pinned ones not; what days add up to stays.</small>
        </label>
        <label>
          Group
          <input
            className="field"
            maxLength={200}
            value={settings.group}
            onChange={(event) => set({ group: event.target.value })}
          />
          <small>Targets of one group stand together.</small>
        </label>
        <label>
          Columns of lists
          <input
            className="field"
            placeholder="owner, severity"
            value={settings.displayColumns.join(", ")}
            onChange={(event) => set({ displayColumns: event.target.value.split(",").map((name) => name.trimStart()) })}
            onBlur={() =>
              set({ displayColumns: settings.displayColumns.map((name) => name.trim()).filter((name) => name !== "") })
            }
          />
          <small>Labels, properties or params of results, separated by commas.</small>
        </label>
        <InterpretationFields
          interpretation={settings.interpretation}
          onChange={(interpretation) => set({ interpretation })}
        />
        <label>
          Description
          <textarea
            className="field"
            rows={3}
            maxLength={10_000}
            value={settings.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        </label>
        <label>
          Why you change it
          <input
            className="field"
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <small>It stands in the list of changes below.</small>
        </label>
        <div className="settingsButtons">
          <button type="submit" className="button primary" disabled={saving.isSaving}>
            Save
          </button>
          <SaidLine {...saving} />
        </div>
      </fieldset>
    </form>
  );
}

interface ChoiceProps {
  word: string;
  about: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Choice({ word, about, isOn, onChange }: ChoiceProps) {
  return (
    <label className="settingsChoice">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>{word}</span>
      <small>{about}</small>
    </label>
  );
}
