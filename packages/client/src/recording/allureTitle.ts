import type { ResultToWrite } from "@backstory/model";
import { addAllureLabel, addAllureLink } from "./allure.ts";

/** What Allure reads in titles: `adds @allure.id=7 @allure.label.owner:me @allure.link.issue="https://…"`. */
const metadata = /(?:^|\s)@?allure\.(id|label\.[^:=\s]+|link\.[^:=\s]+)[:=]("[^"]+"|'[^']+'|`[^`]+`|\S+)/g;

/** Moves what stands for Allure in the name of a result to where it belongs. The title stays as it was written. */
export function addAllureTitle(result: ResultToWrite): void {
  if (!result.name.includes("allure.")) return;
  const title = result.name;
  const name = title.replace(metadata, "").replace(/\s+/g, " ").trim();
  if (name === title) return;
  for (const [, kind = "", quoted = ""] of title.matchAll(metadata)) {
    const value = /^(["'`]).*\1$/.test(quoted) ? quoted.slice(1, -1) : quoted;
    const [word, type = ""] = [kind.split(".", 1)[0], kind.slice(kind.indexOf(".") + 1)];
    if (word === "link") addAllureLink(result, { url: value, type });
    else addAllureLabel(result, word === "id" ? "ALLURE_ID" : type, value);
  }
  result.name = name || title;
  result.displayName ??= title;
}
