/**
 * The type of a picture, video or sound that a browser may show in place, told by the first bytes of a file; undefined for
 * everything else, whatever it is called.
 */
export function inlineType(start: Buffer): string | undefined {
  return signatures.find(({ signature, at }) => start.subarray(at, at + signature.length).equals(signature))?.type;
}

const signatures = [
  { type: "image/png", at: 0, signature: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: "image/jpeg", at: 0, signature: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: "image/gif", at: 0, signature: Buffer.from("GIF8") },
  { type: "image/webp", at: 8, signature: Buffer.from("WEBP") },
  { type: "image/avif", at: 4, signature: Buffer.from("ftypavif") },
  { type: "video/webm", at: 0, signature: Buffer.from([0x1a, 0x45, 0xdf, 0xa3]) },
  { type: "video/mp4", at: 4, signature: Buffer.from("ftyp") },
  { type: "audio/ogg", at: 0, signature: Buffer.from("OggS") },
  { type: "audio/mpeg", at: 0, signature: Buffer.from("ID3") },
  { type: "audio/wav", at: 8, signature: Buffer.from("WAVE") },
];
