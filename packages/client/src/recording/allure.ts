import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { NamedValues } from "../inTest/namedValues.ts";
import { addLabel } from "./addLabel.ts";
import type { AllureMessage } from "./allureMessages.ts";
import { AllureSteps } from "./allureSteps.ts";

type AllureData = NonNullable<AllureMessage["data"]>;

/** Labels under which Allure keeps the id of a test for ever. */
const idLabels: ReadonlySet<string> = new Set(["ALLURE_ID", "AS_ID"]);

/** Adds what a test told Allure: labels, links, parameters as properties, description, title and steps. */
export function addAllure(result: ResultToWrite, messages: readonly AllureMessage[]): void {
  if (messages.length === 0) return;
  const steps = new AllureSteps();
  for (const message of messages) {
    if (message.type === "metadata") addMetadata(result, message.data ?? {});
    else steps.take(message);
  }
  const told = steps.all();
  if (told.length > 0) result.steps = [...(result.steps ?? []), ...told];
}

/** Adds a label; that with Allure's id is also the declared id of the test. */
export function addAllureLabel(result: ResultToWrite, name: string, value: string): void {
  addLabel(result, name, value);
  if (idLabels.has(name) && value !== "") result.declaredId = cutText(value, bounds.word);
}

/** Adds a link. */
export function addAllureLink(result: ResultToWrite, link: { url: string; type?: unknown; name?: unknown }): void {
  const links = result.links ?? [];
  if (links.length >= bounds.entries) return;
  result.links = [
    ...links,
    {
      url: cutText(link.url, bounds.word),
      ...(typeof link.type === "string" && link.type !== "" ? { type: cutText(link.type, bounds.word) } : {}),
      ...(typeof link.name === "string" && link.name !== "" ? { name: cutText(link.name, bounds.word) } : {}),
    },
  ];
}

function addMetadata(result: ResultToWrite, data: AllureData): void {
  for (const { name, value } of data.labels ?? []) {
    if (typeof name === "string" && value !== undefined) addAllureLabel(result, name, String(value));
  }
  for (const { url, type, name } of data.links ?? []) {
    if (typeof url === "string") addAllureLink(result, { url, type, name });
  }
  addParameters(result, data.parameters ?? []);
  // What Allure shows as text counts more than what it shows as HTML.
  const description = data.description ?? result.description ?? data.descriptionHtml;
  if (typeof description === "string") result.description = cutText(description, bounds.message);
  if (typeof data.displayName === "string") result.displayName = cutText(data.displayName, bounds.word);
}

/** Parameters that are known only when the test runs are properties: they do not name it. */
function addParameters(result: ResultToWrite, parameters: NonNullable<AllureData["parameters"]>): void {
  const values = new NamedValues(result);
  for (const { name, value, mode } of parameters) {
    if (typeof name === "string" && mode !== "hidden") values.add(name, mode === "masked" ? "******" : String(value));
  }
}
