/** A part of a page that is in it whole or not at all. */
export interface Block {
  /** The same at several lengths, the longest first. */
  readonly forms: readonly string[];
  /** What to say when it is left out; a block without it is left out in silence. */
  readonly lost?: string;
  /** Once such a block is left out, so are those of its kind that follow. */
  readonly isLast?: boolean;
}

const gap = "\n\n";

/**
 * The blocks as one text of at most `maxBytes` bytes of UTF-8, each in the longest form for which there is room. What had
 * to be left out is said at the end, for which room is kept.
 */
export function fitBlocks(blocks: readonly Block[], maxBytes: number): string {
  const longestNote = Math.max(0, ...blocks.map(({ lost = "" }) => byteLength(lost)));
  const notes = new Set<string>();
  const taken: string[] = [];
  let room = maxBytes - 1 - 3 * (longestNote + gap.length);
  let isClosed = false;
  for (const { forms, lost, isLast = false } of blocks) {
    if (!isLast) isClosed = false;
    if (isClosed) continue;
    const form = forms.find((text) => byteLength(text) + gap.length <= room);
    if (form !== undefined) {
      taken.push(form);
      room -= byteLength(form) + gap.length;
    } else {
      isClosed = isLast;
      if (lost !== undefined) notes.add(lost);
    }
  }
  if (notes.size > 0) taken.push(...[...notes].slice(0, 3));
  return `${taken.join(gap)}\n`;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
