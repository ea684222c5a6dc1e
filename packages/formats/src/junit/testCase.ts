import type { ResultToWrite } from "@backstory/model";
import { fit } from "../fit.ts";
import { asDurationMs } from "../times.ts";
import { type Element, textOf } from "./element.ts";
import { endingsOf } from "./endings.ts";

const ownAttributes = new Set(["name", "classname", "time", "timestamp", "file", "line"]);

/** The results of one test case: one, or one an attempt where reruns of it are listed, first to last. */
export function resultsOfCase(
  element: Element,
  identity: Pick<ResultToWrite, "suite" | "name">,
  { resultId, startedAt }: Pick<ResultToWrite, "resultId" | "startedAt">,
): ResultToWrite[] {
  const endings = endingsOf(element);
  const place = placeOf(element);
  const properties = propertiesOf(element);
  return endings.map(({ status, rawStatus, failure, output }, index) => {
    const isLast = index === endings.length - 1;
    const time = output?.attributes["time"] ?? (isLast ? element.attributes["time"] : undefined);
    return {
      kind: "result",
      resultId: endings.length === 1 ? resultId : `${resultId}.${index + 1}`,
      suite: fit(identity.suite, "word"),
      name: fit(identity.name, "word"),
      attempt: index + 1,
      ...{ status, rawStatus, startedAt },
      durationMs: asDurationMs(seconds(time) * 1_000),
      ...(failure === undefined ? {} : { failure }),
      ...place,
      ...outputOf(output ?? element),
      ...(isLast ? properties : {}),
    };
  });
}

function placeOf({ attributes: { file, line } }: Element): Pick<ResultToWrite, "file" | "line"> {
  const number = Number(line);
  return {
    ...(file ? { file: fit(file, "word") } : {}),
    ...(Number.isInteger(number) && number >= 1 && number <= 4_294_967_295 ? { line: number } : {}),
  };
}

function outputOf(element: Element): Pick<ResultToWrite, "stdout" | "stderr"> {
  const stdout = textOf(element, "system-out");
  const stderr = textOf(element, "system-err");
  return {
    ...(stdout === undefined ? {} : { stdout: fit(stdout, "text") }),
    ...(stderr === undefined ? {} : { stderr: fit(stderr, "text") }),
  };
}

/** Seconds as JUnit files write them: `1,234.5` and `0,5` occur, blanks and words too, which are 0. */
export function seconds(text: string | undefined): number {
  const trimmed = (text ?? "").trim();
  const plain = trimmed.includes(".") ? trimmed.replaceAll(",", "") : trimmed.replace(",", ".");
  const number = Number(plain);
  return Number.isFinite(number) && number > 0 ? number : 0;
}

/** The properties of a test case, and its attributes that records have no place for. One name twice is numbered. */
function propertiesOf(element: Element): Pick<ResultToWrite, "properties"> {
  const properties: Record<string, string> = {};
  const add = (name: string, value: string): void => {
    let free = name;
    for (let number = 2; Object.hasOwn(properties, free); number++) free = `${name} #${number}`;
    if (Object.keys(properties).length < 1_000) properties[fit(free, "word")] = fit(value, "message");
  };
  for (const list of element.children.filter(({ name }) => name === "properties")) {
    for (const { name, attributes, text } of list.children) {
      if (name === "property" && attributes["name"]) add(attributes["name"], attributes["value"] ?? text);
    }
  }
  for (const [name, value] of Object.entries(element.attributes)) if (!ownAttributes.has(name)) add(name, value);
  return Object.keys(properties).length === 0 ? {} : { properties };
}
