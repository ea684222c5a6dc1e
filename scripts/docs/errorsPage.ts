import { errors } from "@backstory/model";

const introduction = `# Errors

Every error that Backstory tells has a code. Over HTTP it is a problem document (RFC 9457, \`application/problem+json\`)
with \`code\`, \`title\`, \`status\`, \`detail\` (the sentence about this one case) and \`hint\` (what to do next). The command
line prints the detail and the hint; \`--json\` prints the document.
`;

/** The reference page of the error catalogue. */
export function errorsPage(): string {
  const sections = Object.entries(errors).map(
    ([code, { status, title, hint }]) => `## ${code}\n\n${title}. HTTP status ${status}.\n\n${hint}\n`,
  );
  return [introduction, ...sections].join("\n");
}
