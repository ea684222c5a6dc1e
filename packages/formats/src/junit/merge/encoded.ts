/**
 * Markup in the encoding of a report. UTF-8 holds everything; in another one a character beyond ASCII stands as its
 * number, which means the same in each.
 */
export function encoded(markup: string, encoding: string): Uint8Array {
  const isUtf8 = /^utf-?8$/i.test(encoding);
  const text = isUtf8 ? markup : markup.replace(/[^\0-\x7f]/gu, (letter) => `&#${letter.codePointAt(0)};`);
  return new TextEncoder().encode(text);
}

/** Bytes of one report as another one can hold them. */
export function recoded(bytes: Uint8Array, from: string, to: string): Uint8Array {
  if (from.toLowerCase() === to.toLowerCase()) return bytes;
  return encoded(new TextDecoder(from, { ignoreBOM: true }).decode(bytes), to);
}

/** Bytes as a text of one character each, whatever they mean: it becomes the same bytes again. */
export function byteText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The bytes of such a text. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}
