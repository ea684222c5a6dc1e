import { Command } from "commander";
import { version } from "../version.ts";
import { addDoctor } from "./doctor.ts";
import { addFlush } from "./flush.ts";
import { addHistory } from "./history.ts";
import { addReplay } from "./replay.ts";
import { addRun } from "./run.ts";
import { addRuns } from "./runs.ts";
import { addServe } from "./serve.ts";
import { addToken } from "./token.ts";

/** The whole command line. A wrong word throws a CommanderError, whatever else goes wrong a BackstoryError. */
export function program(): Command {
  const backstory = new Command("backstory")
    .description("Record test results durably and ask for their history.")
    .version(version)
    .enablePositionalOptions()
    .exitOverride();
  for (const add of [addServe, addRun, addFlush, addReplay, addRuns, addHistory, addToken, addDoctor]) add(backstory);
  return backstory;
}
