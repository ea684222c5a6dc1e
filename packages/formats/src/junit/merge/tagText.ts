import { unreadable } from "../../unreadable.ts";

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The decoder of an encoding; an error when nobody knows it, or when its markup is not that of ASCII. */
export function decoderNamed(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    if (/^(?:iso-2022|utf-?7|hz)/i.test(encoding)) throw new RangeError(encoding);
    // What is decoded is one tag: a mark at the beginning of the file stands before all of them.
    return new TextDecoder(encoding, { ignoreBOM: true });
  } catch {
    throw unreadable("JUnit XML", `its encoding ${JSON.stringify(encoding)} is not known`);
  }
}

/** The name in a tag. */
export function nameIn(tag: string): string {
  return /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? "";
}

/** The attributes in a tag, with what its entities mean. */
export function attributesIn(tag: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of tag.matchAll(/([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    attributes[name] = plain(value.slice(1, -1));
  }
  return attributes;
}

/** A tag with another value of an attribute that it has. */
export function withAttribute(tag: string, name: string, value: string): string {
  const pattern = new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*')`);
  return tag.replace(pattern, (_, before: string, old: string) => `${before}${old.charAt(0)}${value}${old.charAt(0)}`);
}

function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

/** A text that does not hold on to the longer one that it was cut out of. */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
