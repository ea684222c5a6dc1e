/** A text of at most `most` UTF-16 code units; a longer one ends in how much was cut. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = most - noteOf(text.length).length;
  const kept = endsInHalfOfPair(text, room) ? room - 1 : room;
  return text.slice(0, kept) + noteOf(text.length - kept);
}

function noteOf(missing: number): string {
  return `… (${missing} more characters were cut)`;
}

/** Whether a cut at this place would part the two halves of one character. */
function endsInHalfOfPair(text: string, length: number): boolean {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
