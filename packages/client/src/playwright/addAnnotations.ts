import type { ResultToWrite } from "@backstory/model";
import type { TestCase } from "@playwright/test/reporter";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { addLabel } from "../recording/addLabel.ts";

/** What Playwright itself annotates: it is in the status, or in how tests are scheduled. */
const ofPlaywright = new Set(["skip", "fixme", "fail", "slow", "serial", "parallel", "default"]);

/**
 * Adds what a test is annotated with: an address is a link, other words are a label of their type, and the reason of a
 * skip or an expected failure is the description.
 */
export function addAnnotations(result: ResultToWrite, annotations: TestCase["annotations"]): void {
  for (const { type, description } of annotations) {
    if (ofPlaywright.has(type)) {
      if (description) result.description = cutText(description, bounds.message);
    } else if (description === undefined || description === "") {
      addLabel(result, "annotation", type);
    } else if (/^https?:\/\/\S+$/.test(description)) {
      addLink(result, type, description);
    } else {
      addLabel(result, type, description);
    }
  }
}

function addLink(result: ResultToWrite, type: string, url: string): void {
  const links = result.links ?? [];
  if (links.length >= bounds.entries || url.length > bounds.word) return;
  result.links = [...links, { type: cutText(type, bounds.word), url }];
}
