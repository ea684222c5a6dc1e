import { Command } from "commander";
import { version } from "../version.ts";
import { addAssign } from "./assign.ts";
import { addAssignments } from "./assignments.ts";
import { addAudit } from "./audit.ts";
import { addBug } from "./bug.ts";
import { addChanges } from "./changes.ts";
import { addComment } from "./comment.ts";
import { addCompletion } from "./completion.ts";
import { addDeleteRun } from "./deleteRun.ts";
import { addDoctor } from "./doctor.ts";
import { addFailing } from "./failing.ts";
import { addFamilies } from "./families.ts";
import { addFlush } from "./flush.ts";
import { addGate } from "./gate.ts";
import { addHarvest } from "./harvest.ts";
import { addHistory } from "./history.ts";
import { addJunit } from "./junit.ts";
import { addOverride } from "./override.ts";
import { addPin } from "./pin.ts";
import { addRename } from "./rename.ts";
import { addReplay } from "./replay.ts";
import { addRun } from "./run.ts";
import { addRuns } from "./runs.ts";
import { addServe } from "./serve.ts";
import { addShow } from "./show.ts";
import { addSince } from "./since.ts";
import { addSlow } from "./slow.ts";
import { addStats } from "./stats.ts";
import { addStorage } from "./storage.ts";
import { addSummary } from "./summary.ts";
import { addTarget } from "./target.ts";
import { addTests } from "./tests.ts";
import { addToken } from "./token.ts";
import { addUploads } from "./uploads.ts";

const groups: Readonly<Record<string, readonly ((program: Command) => void)[]>> = {
  "Server:": [addServe, addDoctor, addUploads, addStorage],
  "Recording:": [addRun, addFlush, addReplay, addJunit],
  "Runs:": [addRuns, addShow, addChanges, addHarvest, addGate, addSummary],
  "Tests:": [addTests, addFamilies, addFailing, addSince, addHistory, addSlow, addStats],
  "What people say:": [
    addAssign,
    addAssignments,
    addComment,
    addBug,
    addAudit,
    addRename,
    addOverride,
    addPin,
    addDeleteRun,
  ],
  "Settings:": [addTarget, addToken, addCompletion],
};

/** The whole command line. A wrong word throws a CommanderError, whatever else goes wrong a BackstoryError. */
export function program(): Command {
  const backstory = new Command("backstory")
    .description("Record test results durably and ask for their history.")
    .version(version)
    .enablePositionalOptions()
    .exitOverride();
  for (const [group, commands] of Object.entries(groups)) {
    backstory.commandsGroup(group);
    for (const add of commands) add(backstory);
  }
  return backstory;
}
