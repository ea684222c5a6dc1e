/** A text of at most `most` UTF-16 code units; a longer one ends in how much was cut. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const note = `… (${text.length - most} more characters were cut)`;
  return text.slice(0, most - note.length) + note;
}
