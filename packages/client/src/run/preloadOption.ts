/** The option of Node, as it stands in NODE_OPTIONS, that loads a CommonJS file before the program. */
export function preloadOption(path: string): string {
  return `--require="${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** NODE_OPTIONS with an option added. */
export function withOption(nodeOptions: string | undefined, option: string): string {
  return nodeOptions ? `${nodeOptions} ${option}` : option;
}

/** NODE_OPTIONS as they were before the option was added; undefined when there were none. */
export function withoutOption(nodeOptions: string | undefined, option: string): string | undefined {
  return nodeOptions?.replaceAll(option, "").replace(/ {2,}/g, " ").trim() || undefined;
}
