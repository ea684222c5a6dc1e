/** A text as SQL writes it, with quotes, so that it can stand in a query as it is. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
