import { expect, it } from "vitest";
import { consoleDesk } from "./consoleDesk.ts";

const desk = () => consoleDesk(async () => undefined);
const answered = async (): Promise<string> => "answered";

it("does not run a statement whose stop came first, and runs it when it is asked again", async () => {
  const { run, stop } = desk();
  await stop("one");
  await expect(run("one", answered)).rejects.toMatchObject({ code: "sql-stopped" });
  expect(await run("other", answered)).toBe("answered");
  expect(await run("one", answered)).toBe("answered");
});

it("remembers the newest hundred stops that found nothing", async () => {
  const { run, stop } = desk();
  for (let number = 0; number <= 100; number++) await stop(`n${number}`);
  expect(await run("n0", answered)).toBe("answered");
  await expect(run("n1", answered)).rejects.toMatchObject({ code: "sql-stopped" });
  await expect(run("n100", answered)).rejects.toMatchObject({ code: "sql-stopped" });
});
