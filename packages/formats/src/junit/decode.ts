import { unreadable } from "../unreadable.ts";

type Decoder = InstanceType<typeof TextDecoder>;

/**
 * The text of an XML document, chunk by chunk, in the encoding that its byte order mark or its first line names.
 * UTF-8 when neither does.
 */
export function* decodeXml(chunks: Iterable<Uint8Array>): Generator<string> {
  let decoder: Decoder | undefined;
  let head = new Uint8Array();
  for (const chunk of chunks) {
    if (decoder !== undefined) yield decoder.decode(chunk, { stream: true });
    else {
      head = joined(head, chunk);
      if (head.length < firstLine) continue;
      decoder = decoderOf(head);
      yield decoder.decode(head, { stream: true });
    }
  }
  yield decoder === undefined ? decoderOf(head).decode(head) : decoder.decode();
}

/** How many bytes the line that names the encoding may have. */
const firstLine = 200;

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function decoderOf(first: Uint8Array): Decoder {
  const [a, b] = first;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder("utf-16le");
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder("utf-16be");
  const head = new TextDecoder("latin1").decode(first.subarray(0, firstLine));
  const named = /^(?:ï»¿)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? "utf-8";
  // Who says UTF-16 in bytes that are plainly not is a program that wrote the wrong first line.
  const label = /^utf-?16/i.test(named) ? "utf-8" : named;
  try {
    return new TextDecoder(label);
  } catch {
    throw unreadable("JUnit XML", `its encoding ${JSON.stringify(named)} is not known`);
  }
}
