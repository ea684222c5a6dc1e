import { harmlessLines } from "../output/harmless.ts";

/** Where a report is read: GitHub and GitLab fold parts of it away, plain Markdown has no HTML. */
export const reportStyles = ["github", "gitlab", "plain"] as const;

/** Where a report is read. */
export type ReportStyle = (typeof reportStyles)[number];

/** A part that is folded away where that can be done; `title` is Markdown already. */
export function folded(style: ReportStyle, title: string, body: string): string {
  if (style === "plain") return `**${title}**\n\n${body}`;
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** A text as it is, in a block of code that nothing in it can end; terminal sequences are taken out. */
export function codeBlock(text: string): string {
  const plain = harmlessLines(text).replace(/\n+$/, "");
  const longest = Math.max(2, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${plain}\n${fence}`;
}
