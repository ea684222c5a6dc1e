import { createHash } from "node:crypto";
import { outcomes, type RunDetail } from "@backstory/model";
import { escapedText } from "./escapedText.ts";
import { exportStyle } from "./exportStyle.ts";

const styleHash = createHash("sha256").update(exportStyle).digest("base64");

/** What the page may do: show its own style and the pictures that are in it, and nothing else. */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The first part of an exported run: what it was, how it ended, and what went wrong outside tests. */
export function exportHead(run: RunDetail, exportedAt: Date): string {
  const title = escapedText([`${run.project} / ${run.target}`, run.build.name ?? ""].filter(Boolean).join(" · "));
  const counts = outcomes
    .filter((outcome) => run.counts[outcome] > 0)
    .map((outcome) => `<span class="${outcome}">${run.counts[outcome]} ${outcome}</span>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${exportStyle}</style></head><body><main>
<h1>${title}</h1>
<p><strong class="${run.status === "failed" ? "failed" : "passed"}">${run.status}</strong>, ${run.state}: ${counts.join(", ") || "no test ran"}; ${run.counts.total} tests in ${seconds(run.durationMs)}.</p>
<dl>${facts(run)}</dl>
<p class="muted">Run ${escapedText(run.runId)}, exported from Backstory at ${exportedAt.toISOString()}.</p>
${run.errorRecords.map(toError).join("")}`;
}

function facts(run: RunDetail): string {
  const { branch, commit, ci, host, runner, variant, startedAt } = run;
  const known = [
    ["Branch", branch],
    ["Commit", commit],
    ["CI", [ci.provider, ci.job, ci.runId].filter(Boolean).join(" · ")],
    ["Runner", `${runner.name} ${runner.version ?? ""}`],
    ["Host", [host.name, host.os, host.arch, host.runtime].filter(Boolean).join(" · ")],
    [
      "Variant",
      Object.entries(variant)
        .map((pair) => pair.join(": "))
        .join(", "),
    ],
    ["Started", startedAt],
  ] as const;
  return known
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `<div><dt>${name}</dt><dd>${escapedText(value)}</dd></div>`)
    .join("");
}

function toError({ where, message, trace }: RunDetail["errorRecords"][number]): string {
  return `<div class="note"><strong class="failed">Error outside tests</strong> ${escapedText(where)}<p>${escapedText(message)}</p>${trace === "" ? "" : `<pre>${escapedText(trace)}</pre>`}</div>\n`;
}

/** A duration in seconds, to three digits. */
export function seconds(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(3)} s`;
}
