import { characterCodes } from "./characterCodes.ts";

/**
 * Reads JSON of the plainest kind, without making objects of it: ASCII, no escapes, no exponents, no signs. What is not
 * of that kind makes a method answer false or -1, which says nothing about whether it is JSON.
 */
export class LineScanner {
  /** The line. */
  readonly text: string;
  /** Where in the line the scanner stands. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Steps over one character, and the space that may follow it. */
  take(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    if (this.text.charCodeAt(this.at) === space) this.at++;
    return true;
  }

  /** Steps over a text when it stands here. */
  takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Steps over a string and answers the length of what is between its quotes, or -1. */
  string(): number {
    const { text } = this;
    if (text.charCodeAt(this.at) !== quote) return -1;
    const start = this.at + 1;
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.at = at + 1;
        return at - start;
      }
      // Not a number at the end of the line, and then false as well.
      if (!(code >= space && code !== backslash)) return -1;
    }
  }

  /** Steps over digits without a leading zero and answers how many there are; 0 for none or more than 10. */
  digits(): number {
    const start = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    const count = this.at - start;
    return count > 10 || (count > 1 && this.text.charCodeAt(start) === zero) ? 0 : count;
  }

  /** Steps over digits after a point, when there is a point. */
  fraction(): boolean {
    if (this.text.charCodeAt(this.at) !== point) return true;
    const start = ++this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    return this.at > start;
  }

  /** Steps from a bracket to behind the one that closes it. Whether what is between is JSON it does not tell. */
  brackets(): boolean {
    let depth = 0;
    do {
      const code = this.text.charCodeAt(this.at);
      if (code === quote) {
        if (this.string() < 0) return false;
      } else {
        if (!(code >= space)) return false;
        depth += depthOf(code);
        this.at++;
      }
    } while (depth > 0);
    return depth === 0;
  }
}

const { space, quote, point, zero, backslash, openBracket, closeBracket, openBrace, closeBrace } = characterCodes;

function depthOf(code: number): number {
  if (code === openBrace || code === openBracket) return 1;
  return code === closeBrace || code === closeBracket ? -1 : 0;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39;
}
