import type { ResultToWrite } from "@backstory/model";
import { fit } from "../fit.ts";
import { asObject, inWords, type JsonObject } from "../json.ts";

/** Custom fields that Tesults' own reporters use for what a record has a place of its own for. */
const outputs: Readonly<Record<string, "stdout" | "stderr">> = {
  "_Standard output": "stdout",
  "_Standard error": "stderr",
};

/**
 * What the custom fields of a case (`_Anything`) say: each is a property under its name without the underscore; the
 * conventional ones are also the output, the place and the tags of the result.
 */
export function customFieldsOf(
  one: JsonObject,
): Pick<ResultToWrite, "properties" | "stdout" | "stderr" | "labels" | "file" | "line"> {
  const properties: Record<string, string> = {};
  const output: { stdout?: string; stderr?: string } = {};
  for (const [key, value] of Object.entries(one)) {
    if (!key.startsWith("_") || key === "_Retries" || value === null) continue;
    const stream = outputs[key];
    if (stream !== undefined) output[stream] = fit(chunksOf(value), "text");
    else if (Object.keys(properties).length < 1_000)
      properties[fit(key.slice(1), "word")] = fit(inWords(value), "message");
  }
  const labels = labelsOf(one["_Tags"]);
  return {
    ...output,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(labels === undefined ? {} : { labels }),
    ...placeOf(one["_Location"] ?? one["_Suite location"]),
  };
}

/** Output comes as a text, as a list of chunks, or as chunks that Node made JSON of: `{type: "Buffer", data: [104, 105]}`. */
function chunksOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(chunksOf).join("");
  const chunk = asObject(value);
  if (chunk?.["type"] === "Buffer" && Array.isArray(chunk["data"])) {
    return new TextDecoder().decode(Uint8Array.from(chunk["data"] as number[]));
  }
  return inWords(value);
}

function labelsOf(value: unknown): ResultToWrite["labels"] {
  const tags = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value.map(inWords) : [];
  const words = tags.map((tag) => fit(tag.trim(), "word")).filter((tag) => tag !== "");
  return words.length === 0 ? undefined : { tag: words.slice(0, 1_000) };
}

function placeOf(value: unknown): Pick<ResultToWrite, "file" | "line"> {
  const place = asObject(typeof value === "string" ? parsed(value) : value);
  const file = place?.["file"];
  const line = place?.["line"];
  return {
    ...(typeof file === "string" && file !== "" ? { file: fit(file, "word") } : {}),
    ...(Number.isInteger(line) && (line as number) >= 1 && (line as number) < 2 ** 32 ? { line: line as number } : {}),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
