import { Command } from "commander";
import { version } from "../version.ts";
import { addRun } from "./run.ts";

/** The whole command line. A wrong word throws a CommanderError, whatever else goes wrong a BackstoryError. */
export function program(): Command {
  const backstory = new Command("backstory")
    .description("Record test results durably and ask for their history.")
    .version(version)
    .enablePositionalOptions()
    .exitOverride();
  addRun(backstory);
  return backstory;
}
