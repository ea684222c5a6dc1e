/**
 * The paths that a glob means, as a regular expression over paths with forward slashes: `*` and `?` stay in one folder,
 * `**` goes through any number, `{a,b}` is either, `[ab]` one of these letters.
 */
export function globPattern(glob: string): RegExp {
  const parts = glob.replace(/^\.\//, "").match(/\*\*\/?|\*|\?|\{[^{}]*\}|\[[^\]]+\]|./gs) ?? [];
  return new RegExp(`^${parts.map(partPattern).join("")}$`, "s");
}

function partPattern(part: string): string {
  if (part === "**/") return "(?:[^/]+/)*";
  if (part === "**") return ".*";
  if (part === "*") return "[^/]*";
  if (part === "?") return "[^/]";
  if (part.length > 1 && part.startsWith("{")) return `(?:${part.slice(1, -1).split(",").map(innerPattern).join("|")})`;
  if (part.length > 1 && part.startsWith("[")) return part.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
  return part.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
}

function innerPattern(text: string): string {
  return globPattern(text).source.slice(1, -1);
}
